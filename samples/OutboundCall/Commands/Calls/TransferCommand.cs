using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>transfer</c>: connects the callee to somebody else.</summary>
internal sealed class TransferCommand : ServerCommand
{
    private readonly CallOptions _call = new();

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

    public TransferCommand()
        : base("transfer", "Transfers an answered call to somebody else, and waits until they have answered. A call that could not be transferred goes on.", ExitCode.TransferHelp)
    {
        _call.AddTo(this);
        Add(_to);
        Add(_headers);
        Add(_dialtone);
        Add(_ringingTimeout);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var options = new TransferOptions { PlayDialtone = parse.GetValue(_dialtone), RingingTimeout = parse.GetValue(_ringingTimeout) };
        OptionParsers.Fill(options.Headers, parse.GetValue(_headers));
        var target = await _call.FindAsync(parse, livekit, cancellationToken);
        return Answer.Of(await CallTransferrer.TransferAsync(target, parse.GetRequiredValue(_to), options, cancellationToken));
    }
}
