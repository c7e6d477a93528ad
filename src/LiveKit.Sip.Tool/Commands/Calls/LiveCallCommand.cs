using System.CommandLine;
using System.CommandLine.Parsing;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Commands.Calls;

/// <summary>A command about one call, which it finds first.</summary>
internal abstract class LiveCallCommand : ServerCommand
{
    private readonly CallOptions _call = new();

    protected LiveCallCommand(ToolHost host, string name, string description, string exitCodes)
        : base(host, name, description, exitCodes)
    {
        _call.AddTo(this);
    }

    public override string? MistakeIn(CommandResult result) => _call.MistakeIn(result);

    protected sealed override async Task<Answer> AskAsync(ParseResult parse, CommandRun run, CancellationToken cancellationToken)
    {
        var began = Host.Time.GetTimestamp();
        await CheckAsync(parse);
        var target = await _call.FindAsync(parse, run, cancellationToken);
        var report = await ActAsync(parse, target, run, cancellationToken);
        return Answer.Of(report with { ElapsedMs = (long)Host.Time.GetElapsedTime(began).TotalMilliseconds });
    }

    /// <summary>Looks for what is wrong with the request, before the call is looked for.</summary>
    /// <exception cref="RequestValidationException">The request is wrong.</exception>
    protected virtual Task CheckAsync(ParseResult parse) => Task.CompletedTask;

    /// <summary>Does the command's work.</summary>
    protected abstract Task<CallReport> ActAsync(ParseResult parse, TargetCall target, CommandRun run, CancellationToken cancellationToken);
}
