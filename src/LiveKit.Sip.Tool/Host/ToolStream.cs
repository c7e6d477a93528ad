namespace LiveKit.Sip.Tool.Host;

/// <summary>Standard output or standard error. Its writer may be used on several threads at once.</summary>
internal sealed class ToolStream
{
    /// <param name="writer">Where the text goes.</param>
    /// <param name="isTerminal">Whether a person sees it on a terminal.</param>
    public ToolStream(TextWriter writer, bool isTerminal = false)
    {
        Writer = TextWriter.Synchronized(writer);
        IsTerminal = isTerminal;
    }

    public TextWriter Writer { get; }

    public bool IsTerminal { get; }
}
