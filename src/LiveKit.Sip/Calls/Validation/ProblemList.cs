using LiveKit.Sip.Json;

namespace LiveKit.Sip.Calls.Validation;

/// <summary>Collects problems, named in the caller's terms.</summary>
internal sealed class ProblemList
{
    private readonly List<ValidationProblem> _problems = [];
    private readonly Func<string, string> _nameOf;

    /// <param name="nameOf">From LiveKit's name of a field to the caller's.</param>
    public ProblemList(Func<string, string> nameOf)
    {
        _nameOf = nameOf;
    }

    public IReadOnlyList<ValidationProblem> Problems => _problems;

    public void Add(string field, string message) => _problems.Add(new ValidationProblem(_nameOf(field), message));

    public void AddKeyed(string field, string key, string message)
        => _problems.Add(new ValidationProblem($"{_nameOf(field)}[{FieldEcho.Quoted(key)}]", message));

    public void Check(bool isFine, string field, string message)
    {
        if (!isFine)
        {
            Add(field, message);
        }
    }
}
