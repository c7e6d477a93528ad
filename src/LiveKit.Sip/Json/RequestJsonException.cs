namespace LiveKit.Sip;

/// <summary>A JSON request file, or the JSON of a <see cref="DialReference"/>, was refused; says where and why, without showing secrets or phone numbers.</summary>
public sealed class RequestJsonException : ArgumentException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">What is wrong, such as <c>unknown field "no_such"</c>.</param>
    /// <param name="line">The line of the problem, from 1.</param>
    /// <param name="column">The column of the problem in characters, from 1.</param>
    /// <param name="path">The field it is about, such as <c>trunk.auth_username</c>; empty for the file as a whole.</param>
    public RequestJsonException(string problem, int line, int column, string path)
        : base($"line {line}, column {column}: {problem}")
    {
        Line = line;
        Column = column;
        Path = path;
    }

    /// <summary>The line of the problem, from 1.</summary>
    public int Line { get; }

    /// <summary>The column of the problem in characters, from 1.</summary>
    public int Column { get; }

    /// <summary>
    /// The field that the problem is about, in LiveKit's own names, such as <c>trunk.auth_username</c>,
    /// <c>media.codecs[1].rate</c> or <c>headers["X-Id"]</c>; empty for the file as a whole.
    /// </summary>
    public string Path { get; }
}
