namespace LiveKit.Sip.Tool.CommandLine;

/// <summary>What the fields that the library finds wrong are called by whoever uses the command line.</summary>
internal sealed class FieldNames
{
    private readonly Dictionary<string, (string? Option, string InFile)> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _sentences = new(StringComparer.Ordinal);

    /// <summary>Adds a field that an option sets.</summary>
    /// <param name="field">The library's name.</param>
    /// <param name="option">The option, or the argument.</param>
    /// <param name="inFile">The name in a request file. Default: the library's.</param>
    public FieldNames Option(string field, string option, string? inFile = null)
    {
        _names[field] = (option, inFile ?? field);
        return this;
    }

    /// <summary>Adds a field that only a request file can hold, and that is called something else there.</summary>
    public FieldNames InFile(string field, string inFile)
    {
        _names[field] = (Option: null, inFile);
        return this;
    }

    /// <summary>Adds a field whose problem, whatever it is, has a sentence of its own on the command line.</summary>
    public FieldNames Sentence(string field, string sentence)
    {
        _sentences[field] = sentence;
        return this;
    }

    /// <summary>The problem in the words of the command line.</summary>
    /// <param name="problem">What the library found wrong.</param>
    /// <param name="isFromFile">Whether the option that sets a field was left out, so that the value comes from a request file.</param>
    public string TextOf(ValidationProblem problem, Func<string, bool>? isFromFile = null)
    {
        var (field, key) = Split(problem.Field);
        if (_sentences.TryGetValue(field, out var sentence))
        {
            return sentence;
        }

        var (option, inFile) = _names.GetValueOrDefault(field, (Option: null, InFile: field));
        if (option is not null && (problem.Message == "is required" || problem.Message.StartsWith("is required:", StringComparison.Ordinal)))
        {
            return $"{option} is missing";
        }

        var name = option is null || isFromFile?.Invoke(option) == true ? $"{inFile} in the request file" : option;
        return key.Length > 0 ? $"{name} {key}: {problem.Message}" : $"{name} {problem.Message}";
    }

    // A header's problem is found at Headers["X-Name"].
    private static (string Field, string Key) Split(string field)
        => field.IndexOf("[\"", StringComparison.Ordinal) is > 0 and var at ? (field[..at], field[(at + 2)..].TrimEnd(']').TrimEnd('"')) : (field, "");
}
