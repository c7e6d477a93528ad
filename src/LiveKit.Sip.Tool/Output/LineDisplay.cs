using System.Globalization;

namespace LiveKit.Sip.Tool.Output;

/// <summary>A line for each step of each call, for pipes and files.</summary>
internal sealed class LineDisplay : CallDisplay
{
    private readonly TextWriter _writer;

    public LineDisplay(TextWriter writer)
    {
        _writer = writer;
    }

    public override Task ShowAsync(IReadOnlyList<CallTrack> calls, Func<Task> workAsync)
    {
        foreach (var call in calls)
        {
            call.Listener = Write;
        }

        return workAsync();
    }

    /// <summary>One step of one call.</summary>
    public static string LineOf(TimeSpan elapsed, string who, string step)
        => string.Create(CultureInfo.InvariantCulture, $"{elapsed.TotalSeconds,5:0.0} s  {who}: {step}");

    private void Write(CallTrack call) => _writer.WriteLine(LineOf(call.Elapsed, call.Who, call.Step));
}
