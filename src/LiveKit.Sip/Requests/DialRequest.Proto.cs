using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Messages;
using LiveKit.Sip.Requests;

namespace LiveKit.Sip;

public sealed partial class DialRequest
{
    private readonly List<Action<CreateSIPParticipantRequest>> _customizations = [];

    // What a request file said that has no property here: deprecated fields, and a trunk beside a trunk id.
    private CreateSIPParticipantRequest? _rest;

    /// <summary>Changes LiveKit's own message before it is checked and sent, for fields that have no property here.</summary>
    /// <param name="change">Called for every message made from this request, in the order of the calls; must leave other objects alone.</param>
    /// <returns>This request.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="change"/> is null.</exception>
    public DialRequest Customize(Action<CreateSIPParticipantRequest> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _customizations.Add(change);
        return this;
    }

    /// <summary>Makes LiveKit's own message, unchecked. What the dial methods add (identity, ringing time) is not yet in it.</summary>
    /// <returns>A new message.</returns>
    public CreateSIPParticipantRequest ToProto()
    {
        var proto = _rest?.Clone() ?? new CreateSIPParticipantRequest();
        proto.SipCallTo = To ?? "";
        proto.SipNumber = From ?? Trunk?.From ?? "";
        proto.RoomName = RoomName ?? "";
        proto.ParticipantIdentity = ParticipantIdentity ?? "";
        proto.ParticipantName = ParticipantName ?? "";
        proto.ParticipantMetadata = ParticipantMetadata ?? "";
        ProtoStrings.CopyTo(ParticipantAttributes, proto.ParticipantAttributes);
        proto.Dtmf = Dtmf ?? "";
        proto.PlayDialtone = PlayDialtone;
        proto.KrispEnabled = KrispEnabled;
        proto.HidePhoneNumber = HidePhoneNumber;
        ProtoStrings.CopyTo(Headers, proto.Headers);
        proto.IncludeHeaders = IncludeHeaders;
        proto.ToUserOverride = ToUserOverride ?? "";
        proto.WaitUntilAnswered = WaitUntilAnswered;
        switch (Trunk)
        {
            case StoredTrunk stored:
                proto.SipTrunkId = stored.TrunkId ?? "";
                break;
            case InlineTrunk inline:
                proto.Trunk = inline.ToProto();
                break;
            default:
                proto.Trunk = null;
                break;
        }

        if (DisplayName is not null)
        {
            proto.DisplayName = Requests.DisplayName.Escape(DisplayName);
        }

        proto.RingingTimeout = RingingTimeout is { } ringing ? Duration.FromTimeSpan(ringing) : null;
        proto.MaxCallDuration = MaxCallDuration is { } longest ? Duration.FromTimeSpan(longest) : null;
        proto.Media = Media?.Clone();
        proto.Destination = Destination?.Clone();
        proto.SipRequestUri = RequestUri?.Clone();
        proto.SipToHeader = ToHeader?.Clone();
        proto.SipFromHeader = FromHeader?.Clone();
        foreach (var change in _customizations)
        {
            change(proto);
        }

        return proto;
    }

    private static DialRequest FromProto(CreateSIPParticipantRequest proto)
    {
        var trunk = TrunkOf(proto);
        var request = new DialRequest
        {
            To = ProtoStrings.OrNull(proto.SipCallTo),
            RoomName = ProtoStrings.OrNull(proto.RoomName),
            Trunk = trunk,
            From = trunk is null ? ProtoStrings.OrNull(proto.SipNumber) : null,
            ParticipantIdentity = ProtoStrings.OrNull(proto.ParticipantIdentity),
            ParticipantName = ProtoStrings.OrNull(proto.ParticipantName),
            ParticipantMetadata = ProtoStrings.OrNull(proto.ParticipantMetadata),
            DisplayName = proto.HasDisplayName ? Requests.DisplayName.Unescape(proto.DisplayName) : null,
            RingingTimeout = proto.RingingTimeout?.ToTimeSpan(),
            MaxCallDuration = proto.MaxCallDuration?.ToTimeSpan(),
            Dtmf = ProtoStrings.OrNull(proto.Dtmf),
            PlayDialtone = proto.PlayDialtone,
            KrispEnabled = proto.KrispEnabled,
            HidePhoneNumber = proto.HidePhoneNumber,
            IncludeHeaders = proto.IncludeHeaders,
            Media = proto.Media,
            Destination = proto.Destination,
            ToUserOverride = ProtoStrings.OrNull(proto.ToUserOverride),
            RequestUri = proto.SipRequestUri,
            ToHeader = proto.SipToHeader,
            FromHeader = proto.SipFromHeader,
            WaitUntilAnswered = proto.WaitUntilAnswered,
            _rest = RestOf(proto),
        };
        ProtoStrings.CopyTo(proto.ParticipantAttributes, request.ParticipantAttributes);
        ProtoStrings.CopyTo(proto.Headers, request.Headers);
        return request;
    }

    private static SipTrunk? TrunkOf(CreateSIPParticipantRequest proto)
    {
        // With both, the id wins, as on the server.
        SipTrunk? trunk = proto.SipTrunkId.Length > 0 ? new StoredTrunk(proto.SipTrunkId)
            : proto.Trunk is { } inline ? InlineTrunk.FromProto(inline)
            : null;
        trunk?.From = ProtoStrings.OrNull(proto.SipNumber);
        return trunk;
    }

#pragma warning disable CS0612 // Deprecated fields of a request file are sent as they were written.
    private static CreateSIPParticipantRequest? RestOf(CreateSIPParticipantRequest proto)
    {
        var rest = new CreateSIPParticipantRequest
        {
            PlayRingtone = proto.PlayRingtone,
            MediaEncryption = proto.MediaEncryption,
            Trunk = proto.SipTrunkId.Length > 0 ? proto.Trunk : null,
        };
        return rest.CalculateSize() == 0 ? null : rest;
    }
#pragma warning restore CS0612
}
