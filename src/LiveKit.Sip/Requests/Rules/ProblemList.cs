using System.Runtime.CompilerServices;
using LiveKit.Sip.Json;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>Collects the problems of a request, with the fields named in the caller's terms.</summary>
internal sealed class ProblemList
{
    private readonly Func<string, string> _nameOf;
    private List<ValidationProblem>? _problems;

    /// <summary>Makes a list for LiveKit's own messages, whose fields the caller calls as LiveKit does.</summary>
    public ProblemList()
        : this(static field => field)
    {
    }

    /// <summary>Makes a list for a type of this library.</summary>
    /// <param name="nameOf">From LiveKit's name of a field to the caller's.</param>
    public ProblemList(Func<string, string> nameOf)
    {
        _nameOf = nameOf;
    }

    public IReadOnlyList<ValidationProblem> Problems => _problems ?? (IReadOnlyList<ValidationProblem>)[];

    public void Add(string field, string message) => Add(new ValidationProblem(_nameOf(field), message));

    /// <summary>Adds a problem of one entry in a map.</summary>
    public void AddKeyed(string field, string key, string message)
        => Add(new ValidationProblem($"{_nameOf(field)}[{FieldEcho.Quoted(key)}]", message));

    public void Check(bool isFine, string field, string message)
    {
        if (!isFine)
        {
            Add(field, message);
        }
    }

    public void Check(bool isFine, string field, [InterpolatedStringHandlerArgument(nameof(isFine))] ref ProblemText message)
    {
        if (!isFine)
        {
            Add(field, message.ToStringAndClear());
        }
    }

    /// <exception cref="RequestValidationException">There is any problem.</exception>
    public void ThrowIfAny()
    {
        if (_problems is { } problems)
        {
            throw new RequestValidationException(problems);
        }
    }

    private void Add(ValidationProblem problem) => (_problems ??= []).Add(problem);
}
