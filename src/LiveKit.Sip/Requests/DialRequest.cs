using LiveKit.Protocol;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip;

/// <summary>A call to place: whom, from which room, over which trunk, and how (<see cref="CreateSIPParticipantRequest"/>).</summary>
/// <remarks>It is read when it is dialed and never changed; one request may be dialed many times, and then calls many times.</remarks>
public sealed partial class DialRequest
{
    /// <summary>
    /// The number or SIP user to call (<c>sip_call_to</c>), such as <c>+15105550123</c>; required. At most 128 ASCII letters, digits and
    /// <c>-_.!~*'()&amp;=+$;?/#</c>, at least one of them a letter, a digit, <c>*</c> or <c>#</c>: no <c>sip:</c> or <c>tel:</c>, no <c>@</c>, no
    /// white space. Default: <see langword="null"/>.
    /// </summary>
    public string? To { get; set; }

    /// <summary>The room that the callee joins (<c>room_name</c>); required, at most 256 bytes in UTF-8. LiveKit makes it if it doesn't exist. Default: <see langword="null"/>.</summary>
    public string? RoomName { get; set; }

    /// <summary>The trunk that carries the call (<c>sip_trunk_id</c>, or <c>trunk</c> and <c>sip_number</c>). Required, unless <see cref="RequestUri"/> says where to go. Default: <see langword="null"/>.</summary>
    public SipTrunk? Trunk { get; set; }

    /// <summary>The number to call from (<c>sip_number</c>), of the same characters as <see cref="To"/>; the same as <see cref="SipTrunk.From"/>, set in either place. Default: <see langword="null"/>.</summary>
    public string? From { get; set; }

    /// <summary>The callee's identity in the room (<c>participant_identity</c>), at most 256 bytes in UTF-8. A participant who already has it is thrown out. Default: <see langword="null"/>, a unique one is made up for every dial.</summary>
    public string? ParticipantIdentity { get; set; }

    /// <summary>The callee's name in the room (<c>participant_name</c>). Default: <see langword="null"/>.</summary>
    public string? ParticipantName { get; set; }

    /// <summary>The callee's metadata in the room (<c>participant_metadata</c>), at most 500 KiB. Default: <see langword="null"/>.</summary>
    public string? ParticipantMetadata { get; set; }

    /// <summary>The callee's attributes in the room (<c>participant_attributes</c>), at most 64 KiB in all. Keys that begin with <c>sip.</c> or <c>lk.</c> are LiveKit's own and refused. Default: empty.</summary>
    public IDictionary<string, string> ParticipantAttributes { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// The caller's name on the callee's display (<c>display_name</c>), as plain text: at most 128 bytes in UTF-8 once <c>"</c> and <c>\</c> are
    /// escaped, no line breaks. <see langword="null"/> shows the number, empty sends no name so that the carrier looks one up. Default: <see langword="null"/>.
    /// </summary>
    public string? DisplayName { get; set; }

    /// <summary>How long the phone rings before the call is given up (<c>ringing_timeout</c>): more than zero, at most 24 hours, on LiveKit Cloud at most 80 seconds. Default: <see langword="null"/>, 30 seconds.</summary>
    public TimeSpan? RingingTimeout { get; set; }

    /// <summary>How long the call may last, counted from the dialing (<c>max_call_duration</c>): more than zero, at most 24 hours. Default: <see langword="null"/>, 24 hours.</summary>
    public TimeSpan? MaxCallDuration { get; set; }

    /// <summary>The keys to press once the call is answered (<c>dtmf</c>): <c>0-9 * # A-D</c>, and <c>w</c> for half a second's pause. The dial ends when they have been played. Default: <see langword="null"/>.</summary>
    public string? Dtmf { get; set; }

    /// <summary>Plays a dial tone in the room until the call is answered (<c>play_dialtone</c>). Default: <see langword="false"/>.</summary>
    public bool PlayDialtone { get; set; }

    /// <summary>Reduces the callee's background noise with Krisp (<c>krisp_enabled</c>). Default: <see langword="false"/>.</summary>
    public bool KrispEnabled { get; set; }

    /// <summary>Keeps phone numbers out of the participant's attributes (<c>hide_phone_number</c>). Default: <see langword="false"/>.</summary>
    public bool HidePhoneNumber { get; set; }

    /// <summary>SIP headers of the INVITE (<c>headers</c>): names are tokens of at most 255 characters and none of SIP's own, values at most 1,024 bytes in UTF-8. Default: empty.</summary>
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Which headers of the carrier's answer become participant attributes <c>sip.h.…</c> (<c>include_headers</c>). Default: <see cref="SIPHeaderOptions.SipNoHeaders"/>.</summary>
    public SIPHeaderOptions IncludeHeaders { get; set; }

    /// <summary>Codecs, encryption and silence timeout of the call (<c>media</c>). Default: <see langword="null"/>, LiveKit's.</summary>
    public SIPMediaConfig? Media { get; set; }

    /// <summary>Where the call goes geographically, which LiveKit Cloud chooses its region by (<c>destination</c>). A city needs a country or region. Default: <see langword="null"/>.</summary>
    public Destination? Destination { get; set; }

    /// <summary>The user part of the SIP To header and request URI instead of <see cref="To"/> (<c>to_user_override</c>). Default: <see langword="null"/>.</summary>
    public string? ToUserOverride { get; set; }

    /// <summary>The request URI of the INVITE (<c>sip_request_uri</c>). Default: <see langword="null"/>, made from trunk and number.</summary>
    public SIPRequestDest? RequestUri { get; set; }

    /// <summary>
    /// The To header of the INVITE (<c>sip_to_header</c>). LiveKit refuses it beside a callee, and a dial needs a callee, so a request with it is
    /// refused: <see cref="ToUserOverride"/> changes the user of that header. Default: <see langword="null"/>, made from trunk and number.
    /// </summary>
    public SIPNamedDest? ToHeader { get; set; }

    /// <summary>The From header of the INVITE (<c>sip_from_header</c>). Default: <see langword="null"/>, made from trunk and number.</summary>
    public SIPNamedDest? FromHeader { get; set; }

    /// <summary>
    /// Whether LiveKit answers only when the call is answered (<c>wait_until_answered</c>). The dial methods need that to learn how a
    /// call ends and refuse <see langword="false"/>; to let go of a call, send <see cref="ToProto"/> with
    /// <see cref="SipClient.CreateSipParticipantAsync"/>. Default: <see langword="true"/>.
    /// </summary>
    public bool WaitUntilAnswered { get; set; } = true;

    /// <summary>Names room and participant; shows neither numbers nor passwords.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
        => Diagnostics.OneLine.Of($"DialRequest {{ RoomName = {RoomName}, ParticipantIdentity = {ParticipantIdentity}, Trunk = {Trunk} }}", [To, From, Trunk?.From]);
}
