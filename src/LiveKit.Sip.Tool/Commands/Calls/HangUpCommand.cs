using System.CommandLine;
using LiveKit.Sip.Tool.Calls;
using LiveKit.Sip.Tool.CommandLine;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Commands.Calls;

/// <summary><c>hangup</c>: ends a call, or stops its ringing.</summary>
internal sealed class HangUpCommand : LiveCallCommand
{
    private readonly Option<KeyValuePair<string, string>[]> _headers = OptionParsers.Headers("A SIP header of the BYE, which only an answered call has; may be given several times. Default: none.");

    private readonly Option<bool> _deleteRoom = new("--delete-room")
    {
        Description = "Deletes the room, which hangs up every call in it and sends agents away; a room without the call is left alone. Default: off, only this call is hung up.",
    };

    public HangUpCommand(ToolHost host)
        : base(host, "hangup", "Hangs a call up, or stops its ringing.", ExitCodes.HangUpHelp)
    {
        Add(_headers);
        Add(_deleteRoom);
        AddConnection();
    }

    protected override FieldNames Names => new FieldNames().Option(nameof(HangUpOptions.Headers), _headers.Name);

    protected override Task CheckAsync(ParseResult parse)
        => OptionsOf(parse).Validate() is { Count: > 0 } problems ? throw new RequestValidationException(problems) : Task.CompletedTask;

    protected override Task<CallReport> ActAsync(ParseResult parse, TargetCall target, CommandRun run, CancellationToken cancellationToken)
        => CallEnder.HangUpAsync(target, OptionsOf(parse), cancellationToken);

    private HangUpOptions OptionsOf(ParseResult parse)
    {
        var options = new HangUpOptions { DeleteRoom = parse.GetValue(_deleteRoom) };
        OptionParsers.Fill(options.Headers, parse.GetValue(_headers));
        return options;
    }
}
