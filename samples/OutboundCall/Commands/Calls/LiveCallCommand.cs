using System.CommandLine;
using System.CommandLine.Parsing;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary>A command about one call, which it finds first.</summary>
internal abstract class LiveCallCommand : ServerCommand
{
    private readonly CallOptions _call = new();

    protected LiveCallCommand(string name, string description, string exitCodes)
        : base(name, description, exitCodes)
    {
        _call.AddTo(this);
    }

    public override string? MistakeIn(CommandResult result) => _call.MistakeIn(result);

    protected sealed override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var target = await _call.FindAsync(parse, livekit, cancellationToken);
        return Answer.Of(await ActAsync(parse, livekit.Value, target, cancellationToken));
    }

    /// <summary>Does the command's work.</summary>
    protected abstract Task<CallReport> ActAsync(ParseResult parse, LiveKitClient livekit, TargetCall target, CancellationToken cancellationToken);
}
