using System.CommandLine;
using LiveKit.Sip.Tool.Calls;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Files;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Commands.Calls;

/// <summary><c>resolve</c>: what became of a dial whose program is gone.</summary>
internal sealed class ResolveCommand : ServerCommand
{
    private readonly Option<string> _reference = new("--reference")
    {
        HelpName = "FILE",
        Description = "What dial --reference wrote; left as it is. Required.",
        Required = true,
    };

    private readonly Option<bool> _hangUp = new("--hang-up")
    {
        Description = "Hangs the call up, or stops the ringing, if it is found. Default: off, only looks.",
    };

    public ResolveCommand(ToolHost host)
        : base(host, "resolve", "Tells what became of a call that dial --reference placed, also when that program has crashed.", ExitCodes.ResolveHelp)
    {
        Add(_reference);
        Add(_hangUp);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
    {
        var reference = ReferenceFile.Read(parse.GetRequiredValue(_reference));
        run.MayRingUntil = reference.MayRingUntil;
        var action = parse.GetValue(_hangUp) ? ResolveAction.HangUp : ResolveAction.Look;
        return Answer.Of(await CallResolver.ResolveAsync(run.LiveKit.Sip, reference, action, Host.Time, cancellationToken));
    }
}
