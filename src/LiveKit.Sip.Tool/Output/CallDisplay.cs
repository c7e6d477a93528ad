using LiveKit.Sip.Tool.Host;

namespace LiveKit.Sip.Tool.Output;

/// <summary>Shows calls while they are placed.</summary>
internal abstract class CallDisplay
{
    /// <summary>A display that suits the stream: a live table on a terminal, plain lines anywhere else.</summary>
    public static CallDisplay On(ToolStream stream, TimeProvider time)
    {
        var console = Terminal.Of(stream);
        return console.Profile.Capabilities.Ansi ? new LiveDisplay(console, time) : new LineDisplay(stream.Writer);
    }

    /// <summary>Shows the calls until the work on them is done.</summary>
    public abstract Task ShowAsync(IReadOnlyList<CallTrack> calls, Func<Task> workAsync);
}
