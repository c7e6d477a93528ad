using LiveKit.Protocol;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>The RPCs of <c>livekit.SIP</c>.</summary>
internal static class SipMethods
{
    private const string Service = "SIP";

    public static readonly TwirpMethod<CreateSIPInboundTrunkRequest, SIPInboundTrunkInfo> CreateSIPInboundTrunk =
        new(Service, nameof(CreateSIPInboundTrunk), Grants.SipAdmin, RepeatClass.Create, SIPInboundTrunkInfo.Parser);

    public static readonly TwirpMethod<CreateSIPOutboundTrunkRequest, SIPOutboundTrunkInfo> CreateSIPOutboundTrunk =
        new(Service, nameof(CreateSIPOutboundTrunk), Grants.SipAdmin, RepeatClass.Create, SIPOutboundTrunkInfo.Parser);

    public static readonly TwirpMethod<UpdateSIPInboundTrunkRequest, SIPInboundTrunkInfo> UpdateSIPInboundTrunk =
        new(Service, nameof(UpdateSIPInboundTrunk), Grants.SipAdmin, RepeatClass.Overwrite, SIPInboundTrunkInfo.Parser);

    public static readonly TwirpMethod<UpdateSIPOutboundTrunkRequest, SIPOutboundTrunkInfo> UpdateSIPOutboundTrunk =
        new(Service, nameof(UpdateSIPOutboundTrunk), Grants.SipAdmin, RepeatClass.Overwrite, SIPOutboundTrunkInfo.Parser);

    public static readonly TwirpMethod<GetSIPInboundTrunkRequest, GetSIPInboundTrunkResponse> GetSIPInboundTrunk =
        new(Service, nameof(GetSIPInboundTrunk), Grants.SipAdmin, RepeatClass.Read, GetSIPInboundTrunkResponse.Parser);

    public static readonly TwirpMethod<GetSIPOutboundTrunkRequest, GetSIPOutboundTrunkResponse> GetSIPOutboundTrunk =
        new(Service, nameof(GetSIPOutboundTrunk), Grants.SipAdmin, RepeatClass.Read, GetSIPOutboundTrunkResponse.Parser);

    public static readonly TwirpMethod<ListSIPInboundTrunkRequest, ListSIPInboundTrunkResponse> ListSIPInboundTrunk =
        new(Service, nameof(ListSIPInboundTrunk), Grants.SipAdmin, RepeatClass.Read, ListSIPInboundTrunkResponse.Parser);

    public static readonly TwirpMethod<ListSIPOutboundTrunkRequest, ListSIPOutboundTrunkResponse> ListSIPOutboundTrunk =
        new(Service, nameof(ListSIPOutboundTrunk), Grants.SipAdmin, RepeatClass.Read, ListSIPOutboundTrunkResponse.Parser);

    // The server answers with the legacy trunk message, whose type is marked deprecated.
#pragma warning disable CS0612
    public static readonly TwirpMethod<DeleteSIPTrunkRequest, SIPTrunkInfo> DeleteSIPTrunk =
        new(Service, nameof(DeleteSIPTrunk), Grants.SipAdmin, RepeatClass.Overwrite, SIPTrunkInfo.Parser)
        {
            ResponseWhenNotFound = static request => new SIPTrunkInfo { SipTrunkId = request.SipTrunkId },
        };
#pragma warning restore CS0612

    public static readonly TwirpMethod<CreateSIPDispatchRuleRequest, SIPDispatchRuleInfo> CreateSIPDispatchRule =
        new(Service, nameof(CreateSIPDispatchRule), Grants.SipAdmin, RepeatClass.Create, SIPDispatchRuleInfo.Parser);

    public static readonly TwirpMethod<UpdateSIPDispatchRuleRequest, SIPDispatchRuleInfo> UpdateSIPDispatchRule =
        new(Service, nameof(UpdateSIPDispatchRule), Grants.SipAdmin, RepeatClass.Overwrite, SIPDispatchRuleInfo.Parser);

    public static readonly TwirpMethod<ListSIPDispatchRuleRequest, ListSIPDispatchRuleResponse> ListSIPDispatchRule =
        new(Service, nameof(ListSIPDispatchRule), Grants.SipAdmin, RepeatClass.Read, ListSIPDispatchRuleResponse.Parser);

    public static readonly TwirpMethod<DeleteSIPDispatchRuleRequest, SIPDispatchRuleInfo> DeleteSIPDispatchRule =
        new(Service, nameof(DeleteSIPDispatchRule), Grants.SipAdmin, RepeatClass.Overwrite, SIPDispatchRuleInfo.Parser)
        {
            ResponseWhenNotFound = static request => new SIPDispatchRuleInfo { SipDispatchRuleId = request.SipDispatchRuleId },
        };

    public static readonly TwirpMethod<CreateSIPParticipantRequest, SIPParticipantInfo> CreateSIPParticipant =
        new(Service, nameof(CreateSIPParticipant), Grants.SipCall, RepeatClass.Dial, SIPParticipantInfo.Parser);

    public static readonly TwirpMethod<TransferSIPParticipantRequest, TransferSIPParticipantResponse> TransferSIPParticipant =
        new(Service, nameof(TransferSIPParticipant), Grants.SipCall | Grants.RoomAdmin, RepeatClass.Dial, TransferSIPParticipantResponse.Parser)
        {
            Room = static request => request.RoomName,
        };
}
