using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

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

    public ResolveCommand()
        : base("resolve", "Tells what became of a call that dial --reference placed, also when that program has crashed.", ExitCode.ResolveHelp)
    {
        Add(_reference);
        Add(_hangUp);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var reference = ReferenceFile.Read(parse.GetRequiredValue(_reference));
        var action = parse.GetValue(_hangUp) ? ResolveAction.HangUp : ResolveAction.Look;
        return Answer.Of(await CallResolver.ResolveAsync(livekit.Value.Sip, reference, action, cancellationToken));
    }
}
