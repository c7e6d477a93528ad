namespace LiveKit.Sip.Tool.Output;

/// <summary>Prints a line for each change of one call, as it happens.</summary>
internal sealed class StatusLines : IProgress<CallStatus>
{
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly TextWriter _writer;
    private readonly string _who;

    /// <param name="writer">Standard output or standard error.</param>
    /// <param name="who">The callee.</param>
    /// <param name="time">The clock.</param>
    public StatusLines(TextWriter writer, string who, TimeProvider time)
    {
        _time = time;
        _began = time.GetTimestamp();
        _writer = writer;
        _who = who;
    }

    public void Report(CallStatus value) => _writer.WriteLine(LineDisplay.LineOf(_time.GetElapsedTime(_began), _who, value.ToString()));
}
