using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>watch</c>: follows a call to its end.</summary>
internal sealed class WatchCommand : LiveCallCommand
{
    public WatchCommand()
        : base(
            "watch",
            """
            Prints where a call stands, each change as it happens, and in the end how it ended. Ctrl+C ends the watching, not the call.
            With --json the changes go to standard error.
            """,
            ExitCode.WatchHelp)
    {
        AddConnection();
    }

    protected override Task<CallReport> ActAsync(ParseResult parse, TargetCall target, CancellationToken cancellationToken)
    {
        var display = new StatusLines(WantsJson(parse) ? Console.Error : Console.Out, PhoneNumber.Mask(target.ParticipantIdentity));
        return CallWatcher.WatchAsync(target, display, cancellationToken);
    }
}
