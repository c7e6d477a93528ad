using System.Diagnostics;
using LiveKit.Sip;

namespace OutboundCall.Output;

/// <summary>Prints a line for each change of one call, as it happens.</summary>
internal sealed class StatusLines : IProgress<CallStatus>
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly TextWriter _writer;
    private readonly string _who;

    /// <param name="writer">Console.Out or Console.Error.</param>
    /// <param name="who">The callee.</param>
    public StatusLines(TextWriter writer, string who)
    {
        _writer = writer;
        _who = who;
    }

    public void Report(CallStatus value) => _writer.WriteLine(LineDisplay.LineOf(_clock.Elapsed, _who, value.ToString()));
}
