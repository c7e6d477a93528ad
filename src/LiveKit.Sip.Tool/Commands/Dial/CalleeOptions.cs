using System.CommandLine;
using LiveKit.Sip.Tool.CommandLine;

namespace LiveKit.Sip.Tool.Commands.Dial;

/// <summary>Whom <c>dial</c> calls, and how.</summary>
internal sealed class CalleeOptions
{
    private readonly Option<string?> _to = new("--to")
    {
        HelpName = "NUMBER",
        Description = "The phone number or SIP user to call, such as +15105550123. Required.",
    };

    private readonly Option<string?> _room = new("--room")
    {
        HelpName = "NAME",
        Description = "The room that the callee joins, at most 256 bytes in UTF-8. Required.",
    };

    private readonly Option<string?> _identity = new("--identity")
    {
        HelpName = "ID",
        Description = "The callee's identity in the room, at most 256 bytes in UTF-8. Default: a unique one is made up.",
    };

    private readonly Option<string?> _name = new("--name")
    {
        HelpName = "NAME",
        Description = "The callee's name in the room. Default: none.",
    };

    private readonly Option<string?> _displayName = new("--display-name")
    {
        HelpName = "NAME",
        Description = "The caller's name on the callee's display, at most 128 bytes in UTF-8; \"\" leaves the name to the carrier. Default: the number is shown.",
    };

    private readonly Option<string?> _dtmf = new("--dtmf")
    {
        HelpName = "KEYS",
        Description = "Keys to press once the call is answered: 0-9 * # A-D, and w for half a second's pause. Default: none.",
    };

    private readonly Option<bool?> _playDialtone = new("--play-dialtone")
    {
        Description = "Plays a dial tone in the room until the call is answered. Default: off.",
    };

    private readonly Option<bool?> _krisp = new("--krisp")
    {
        Description = "Reduces the callee's background noise with Krisp. Default: off.",
    };

    private readonly Option<KeyValuePair<string, string>[]> _headers = OptionParsers.Headers("A SIP header of the INVITE; may be given several times. Default: none.");

    private readonly Option<bool?> _noWait = new("--no-wait")
    {
        Description = "Lets go of the call once LiveKit has taken it; the outcome is then Dialing. Default: off, waits for the answer.",
    };

    private readonly Option<TimeSpan?> _ringingTimeout = new("--ringing-timeout")
    {
        HelpName = "SECONDS",
        Description = "How long the phone rings, in seconds: more than 0, at most 86400, on LiveKit Cloud at most 80. Default: 30.",
        CustomParser = OptionParsers.Seconds,
    };

    private readonly Option<TimeSpan?> _maxDuration = new("--max-duration")
    {
        HelpName = "SECONDS",
        Description = "How long the call may last from the dialing on, in seconds: more than 0, at most 86400. Default: 86400.",
        CustomParser = OptionParsers.Seconds,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _to, _room, _identity, _name, _displayName, _dtmf, _playDialtone, _krisp, _headers, _noWait, _ringingTimeout, _maxDuration })
        {
            command.Add(option);
        }
    }

    /// <summary>Adds what the fields are called that these options set.</summary>
    public FieldNames AddTo(FieldNames names) => names
        .Option(nameof(DialRequest.To), _to.Name, "sip_call_to")
        .Option(nameof(DialRequest.RoomName), _room.Name, "room_name")
        .Option(nameof(DialRequest.ParticipantIdentity), _identity.Name, "participant_identity")
        .Option(nameof(DialRequest.ParticipantName), _name.Name, "participant_name")
        .Option(nameof(DialRequest.DisplayName), _displayName.Name, "display_name")
        .Option(nameof(DialRequest.Dtmf), _dtmf.Name, "dtmf")
        .Option(nameof(DialRequest.Headers), _headers.Name, "headers")
        .Option(nameof(DialRequest.RingingTimeout), _ringingTimeout.Name, "ringing_timeout")
        .Option(nameof(DialRequest.MaxCallDuration), _maxDuration.Name, "max_call_duration");

    /// <summary>Sets what was given; what wasn't stays as it is.</summary>
    public void Apply(ParseResult parse, DialRequest request)
    {
        request.To = parse.GetValue(_to) ?? request.To;
        request.RoomName = parse.GetValue(_room) ?? request.RoomName;
        request.ParticipantIdentity = parse.GetValue(_identity) ?? request.ParticipantIdentity;
        request.ParticipantName = parse.GetValue(_name) ?? request.ParticipantName;
        request.DisplayName = parse.GetValue(_displayName) ?? request.DisplayName;
        request.Dtmf = parse.GetValue(_dtmf) ?? request.Dtmf;
        request.PlayDialtone = parse.GetValue(_playDialtone) ?? request.PlayDialtone;
        request.KrispEnabled = parse.GetValue(_krisp) ?? request.KrispEnabled;
        request.WaitUntilAnswered = parse.GetValue(_noWait) is { } letGo ? !letGo : request.WaitUntilAnswered;
        request.RingingTimeout = parse.GetValue(_ringingTimeout) ?? request.RingingTimeout;
        request.MaxCallDuration = parse.GetValue(_maxDuration) ?? request.MaxCallDuration;
        OptionParsers.Fill(request.Headers, parse.GetValue(_headers));
    }
}
