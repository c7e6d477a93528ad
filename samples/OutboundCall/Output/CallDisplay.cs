namespace OutboundCall.Output;

/// <summary>Shows calls while they are placed.</summary>
internal abstract class CallDisplay
{
    /// <summary>A display that suits the writer: a live table on a terminal, plain lines anywhere else.</summary>
    public static CallDisplay On(TextWriter writer)
    {
        var console = Terminal.Of(writer);
        return console.Profile.Capabilities.Ansi ? new LiveDisplay(console) : new LineDisplay(writer);
    }

    /// <summary>Shows the calls until the work on them is done.</summary>
    public abstract Task ShowAsync(IReadOnlyList<CallTrack> calls, Func<Task> workAsync);
}
