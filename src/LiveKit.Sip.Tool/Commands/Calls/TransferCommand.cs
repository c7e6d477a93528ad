using System.CommandLine;
using LiveKit.Sip.Tool.Calls;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Commands.Calls;

/// <summary><c>transfer</c>: connects the callee to somebody else.</summary>
internal sealed class TransferCommand : LiveCallCommand
{
    private readonly Option<string> _to = new("--to")
    {
        HelpName = "TARGET",
        Description = "Where to: a phone number, or a URI that starts with tel:, sip: or sips:. Required.",
        Required = true,
    };

    private readonly Option<KeyValuePair<string, string>[]> _headers = OptionParsers.Headers("A SIP header of the REFER; may be given several times. Default: none.");

    private readonly Option<bool> _dialtone = new("--dialtone")
    {
        Description = "Plays a dial tone to the callee until the target answers. Default: off.",
    };

    private readonly Option<TimeSpan?> _ringingTimeout = new("--ringing-timeout")
    {
        HelpName = "SECONDS",
        Description = "How long the target may take to answer, in seconds: more than 0, at most 86400. Default: 30.",
        CustomParser = OptionParsers.Seconds,
    };

    public TransferCommand(ToolHost host)
        : base(host, "transfer", "Transfers an answered call to somebody else, and waits until they have answered. A call that could not be transferred goes on.", ExitCodes.TransferHelp)
    {
        Add(_to);
        Add(_headers);
        Add(_dialtone);
        Add(_ringingTimeout);
        AddConnection();
    }

    protected override FieldNames Names => new FieldNames()
        .Option("transferTo", _to.Name)
        .Option(nameof(TransferOptions.Headers), _headers.Name)
        .Option(nameof(TransferOptions.RingingTimeout), _ringingTimeout.Name);

    protected override Task CheckAsync(ParseResult parse) => CallTransferrer.CheckAsync(parse.GetRequiredValue(_to), OptionsOf(parse));

    protected override Task<CallReport> ActAsync(ParseResult parse, TargetCall target, CommandRun run, CancellationToken cancellationToken)
        => CallTransferrer.TransferAsync(target, parse.GetRequiredValue(_to), OptionsOf(parse), run.Failures, cancellationToken);

    private TransferOptions OptionsOf(ParseResult parse)
    {
        var options = new TransferOptions { PlayDialtone = parse.GetValue(_dialtone), RingingTimeout = parse.GetValue(_ringingTimeout) };
        OptionParsers.Fill(options.Headers, parse.GetValue(_headers));
        return options;
    }
}
