using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>watch</c>: follows a call to its end.</summary>
internal sealed class WatchCommand : ServerCommand
{
    private readonly CallOptions _call = new();

    public WatchCommand()
        : base(
            "watch",
            """
            Prints where a call stands, each change as it happens, and in the end how it ended. Ctrl+C ends the watching, not the call.
            With --json the changes go to standard error.
            """,
            ExitCode.WatchHelp)
    {
        _call.AddTo(this);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var target = await _call.FindAsync(parse, livekit, cancellationToken);
        var display = new StatusLines(WantsJson(parse) ? Console.Error : Console.Out, PhoneNumber.Mask(target.ParticipantIdentity));
        return Answer.Of(await CallWatcher.WatchAsync(target, display, cancellationToken));
    }
}
