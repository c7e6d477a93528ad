using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>resolve</c>: what became of a dial whose program is gone.</summary>
internal sealed class ResolveCommand : Command
{
    private readonly ConnectionOptions _connection = new();

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

    private readonly Option<bool> _json = new(DialCommand.JsonOption)
    {
        Description = "Prints one JSON object on standard output and nothing else there. Default: off.",
    };

    public ResolveCommand()
        : base("resolve", $"Tells what became of a call that dial --reference placed, also when that program has crashed.\n\n{ExitCode.ResolveHelp}")
    {
        Add(_reference);
        Add(_hangUp);
        _connection.AddTo(this);
        Add(_json);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        // Signals are caught from here on, and not only from the first wait inside the asking.
        await Task.Yield();
        return new ReportWriter(parse.GetValue(_json), show: FactsTable.Write).Write(await ResolveAsync(parse, cancellationToken));
    }

    private async Task<CallReport> ResolveAsync(ParseResult parse, CancellationToken cancellationToken)
    {
        try
        {
            var reference = ReferenceFile.Read(parse.GetRequiredValue(_reference));
            await using var livekit = new LiveKitClient(_connection.Read(parse));
            var action = parse.GetValue(_hangUp) ? ResolveAction.HangUp : ResolveAction.Look;
            return await CallResolver.ResolveAsync(livekit.Sip, reference, action, cancellationToken);
        }
        catch (Exception e) when (e is UsageException or ArgumentException)
        {
            return CallReport.OfRefusal(e.Message);
        }
    }
}
