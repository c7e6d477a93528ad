using System.Diagnostics.CodeAnalysis;
using LiveKit.Protocol;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Messages;
using LiveKit.Sip.Participants;

namespace LiveKit.Sip;

/// <summary>What a SIP participant tells about its call, at the moment it was looked at: a <see cref="ParticipantInfo"/> without attribute names.</summary>
/// <remarks>
/// With <see cref="DialRequest.HidePhoneNumber"/>, LiveKit leaves out the numbers and the host; a header such as <c>To</c> still shows them.
/// </remarks>
public sealed class SipParticipant
{
    private readonly Dictionary<string, string> _attributes;

    private SipParticipant(ParticipantInfo participant)
    {
        _attributes = new Dictionary<string, string>(participant.Attributes, StringComparer.Ordinal);
        Identity = participant.Identity;
        ParticipantId = participant.Sid;
        Name = ProtoStrings.OrNull(participant.Name);
        Status = SipAttributes.StatusOf(participant);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var others = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in _attributes)
        {
            if (name.StartsWith(SipAttributeNames.HeaderPrefix, StringComparison.Ordinal))
            {
                headers[name[SipAttributeNames.HeaderPrefix.Length..]] = value;
            }
            else if (name != SipAttributeNames.DialId && !SipAttributeNames.IsLiveKitsOwn(name))
            {
                others[name] = value;
            }
        }

        Headers = headers;
        Attributes = others;
    }

    /// <summary>The participant's identity in the room; never empty for a participant that LiveKit made.</summary>
    public string Identity { get; }

    /// <summary>The participant's id, <c>PA_…</c>.</summary>
    public string ParticipantId { get; }

    /// <summary>The participant's name in the room; <see langword="null"/> if it has none.</summary>
    public string? Name { get; }

    /// <summary>Where the call stands (<c>sip.callStatus</c>); there from the start.</summary>
    public CallStatus Status { get; }

    /// <summary>LiveKit's id of the call, <c>SCL_…</c> (<c>sip.callID</c>); there from the start.</summary>
    public string? SipCallId => Find(SipAttributeNames.CallId);

    /// <summary>SIP's own Call-ID (<c>sip.callIDFull</c>); there once the call is answered.</summary>
    public string? SipCallIdFull => Find(SipAttributeNames.CallIdFull);

    /// <summary>SIP's tag of LiveKit's side (<c>sip.callTag</c>); there once the call is answered.</summary>
    public string? SipCallTag => Find(SipAttributeNames.CallTag);

    /// <summary>The stored trunk that carries the call, <c>ST_…</c> (<c>sip.trunkID</c>); there from the start, but not with an inline trunk.</summary>
    public string? TrunkId => Find(SipAttributeNames.TrunkId);

    /// <summary>The trunk's number, which an outbound call comes from (<c>sip.trunkPhoneNumber</c>); there from the start, unless hidden.</summary>
    public string? TrunkPhoneNumber => Find(SipAttributeNames.TrunkPhoneNumber);

    /// <summary>The other side's number, which an outbound call goes to (<c>sip.phoneNumber</c>); there from the start, unless hidden.</summary>
    public string? PhoneNumber => Find(SipAttributeNames.PhoneNumber);

    /// <summary>The trunk's host (<c>sip.hostname</c>); there from the start, unless hidden.</summary>
    public string? Hostname => Find(SipAttributeNames.Hostname);

    /// <summary>The dispatch rule that took the call, <c>SDR_…</c> (<c>sip.ruleID</c>); only of inbound calls.</summary>
    public string? RuleId => Find(SipAttributeNames.RuleId);

    /// <summary>Twilio's account (<c>sip.twilio.accountSid</c>); only of calls over Twilio.</summary>
    public string? TwilioAccountSid => Find(SipAttributeNames.TwilioAccountSid);

    /// <summary>Twilio's id of the call (<c>sip.twilio.callSid</c>); only of calls over Twilio.</summary>
    public string? TwilioCallSid => Find(SipAttributeNames.TwilioCallSid);

    /// <summary>Telnyx's id of this leg (<c>sip.telnyx.callLegID</c>); only of calls over Telnyx.</summary>
    public string? TelnyxCallLegId => Find(SipAttributeNames.TelnyxCallLegId);

    /// <summary>Telnyx's id of the whole call (<c>sip.telnyx.callSessionID</c>); only of calls over Telnyx.</summary>
    public string? TelnyxCallSessionId => Find(SipAttributeNames.TelnyxCallSessionId);

    /// <summary>
    /// SIP headers by name, in any case (<c>sip.h.…</c>); there once the call is answered, as far as <see cref="DialRequest.IncludeHeaders"/>
    /// or the trunk asks for them. Empty otherwise.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The mark that this library set when it dialed (<c>dial.id</c>), as in <see cref="DialReference.DialId"/>; <see langword="null"/> if it set none.</summary>
    public string? DialId => Find(SipAttributeNames.DialId);

    /// <summary>The attributes that are neither LiveKit's own nor this library's: those that were given, and headers that the trunk maps to attributes.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; }

    /// <summary>Reads a participant.</summary>
    /// <param name="participant">A SIP participant.</param>
    /// <returns>What it tells; a later change of the message does not show.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="participant"/> is null.</exception>
    /// <exception cref="ArgumentException">The participant is not of kind SIP.</exception>
    public static SipParticipant From(ParticipantInfo participant)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return TryFrom(participant, out var sip) ? sip : throw new ArgumentException($"The participant is of kind {participant.Kind}, not SIP.", nameof(participant));
    }

    /// <summary>Reads a participant if it is one of SIP.</summary>
    /// <param name="participant">Any participant, or none.</param>
    /// <param name="sip">What it tells; <see langword="null"/> if it is not of kind SIP.</param>
    /// <returns>Whether it is of kind SIP.</returns>
    public static bool TryFrom(ParticipantInfo? participant, [NotNullWhen(true)] out SipParticipant? sip)
    {
        sip = participant is { Kind: ParticipantInfo.Types.Kind.Sip } ? new SipParticipant(participant) : null;
        return sip is not null;
    }

    /// <summary>Names identity, status and call; shows no phone number.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
        => Diagnostics.OneLine.Of(
            $"SipParticipant {{ Identity = {Diagnostics.MessageText.Mask(Identity)}, Status = {Status}, SipCallId = {SipCallId} }}",
            [PhoneNumber, TrunkPhoneNumber]);

    private string? Find(string name) => ProtoStrings.OrNull(_attributes.GetValueOrDefault(name, ""));
}
