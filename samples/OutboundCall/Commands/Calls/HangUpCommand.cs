using System.CommandLine;
using LiveKit.Sip;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>hangup</c>: ends a call, or stops its ringing.</summary>
internal sealed class HangUpCommand : ServerCommand
{
    private readonly CallOptions _call = new();

    private readonly Option<KeyValuePair<string, string>[]> _headers = OptionParsers.Headers("A SIP header of the BYE, which only an answered call has; may be given several times. Default: none.");

    private readonly Option<bool> _deleteRoom = new("--delete-room")
    {
        Description = "Deletes the room, which hangs up every call in it and sends agents away. Default: off, only this call is hung up.",
    };

    public HangUpCommand()
        : base("hangup", "Hangs a call up, or stops its ringing.", ExitCode.HangUpHelp)
    {
        _call.AddTo(this);
        Add(_headers);
        Add(_deleteRoom);
        AddConnection();
    }

    protected override async Task<Answer> AskAsync(ParseResult parse, Lazy<LiveKitClient> livekit, CancellationToken cancellationToken)
    {
        var options = new HangUpOptions { DeleteRoom = parse.GetValue(_deleteRoom) };
        OptionParsers.Fill(options.Headers, parse.GetValue(_headers));
        var target = await _call.FindAsync(parse, livekit, cancellationToken);
        return Answer.Of(await CallEnder.HangUpAsync(livekit.Value, target, options, cancellationToken));
    }
}
