using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
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
        var clock = Stopwatch.StartNew();
        await CheckAsync(parse);
        var target = await _call.FindAsync(parse, livekit, cancellationToken);
        var report = await ActAsync(parse, target, cancellationToken);
        return Answer.Of(report with { ElapsedMs = clock.ElapsedMilliseconds });
    }

    /// <summary>Looks for what is wrong with the request, before the call is looked for.</summary>
    /// <exception cref="RequestValidationException">The request is wrong.</exception>
    protected virtual Task CheckAsync(ParseResult parse) => Task.CompletedTask;

    /// <summary>Does the command's work.</summary>
    protected abstract Task<CallReport> ActAsync(ParseResult parse, TargetCall target, CancellationToken cancellationToken);
}
