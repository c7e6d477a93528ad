using LiveKit.Sip.Messages;

namespace LiveKit.Protocol;

// The messages that hold secrets, personal data or text that may be a phone number. A test goes through LiveKit's fields by table and by name.

public sealed partial class AgentDispatch : IDiscreetMessage;

public sealed partial class CreateAgentDispatchRequest : IDiscreetMessage;

public sealed partial class CreateRoomRequest : IDiscreetMessage;

public sealed partial class CreateSIPDispatchRuleRequest : IDiscreetMessage;

public sealed partial class CreateSIPParticipantRequest : IDiscreetMessage;

public sealed partial class DataTrackInfo : IDiscreetMessage;

public sealed partial class DeleteAgentDispatchRequest : IDiscreetMessage;

public sealed partial class DeleteRoomRequest : IDiscreetMessage;

public sealed partial class EndCallV1Request : IDiscreetMessage;

public sealed partial class ForwardParticipantRequest : IDiscreetMessage;

public sealed partial class GetRemoteHeadersV1Response : IDiscreetMessage;

public sealed partial class Job : IDiscreetMessage;

public sealed partial class JobState : IDiscreetMessage;

public sealed partial class ListAgentDispatchRequest : IDiscreetMessage;

public sealed partial class ListParticipantsRequest : IDiscreetMessage;

public sealed partial class ListRoomsRequest : IDiscreetMessage;

public sealed partial class ListSIPInboundTrunkRequest : IDiscreetMessage;

public sealed partial class ListSIPOutboundTrunkRequest : IDiscreetMessage;

public sealed partial class ListUpdate : IDiscreetMessage;

public sealed partial class MoveParticipantRequest : IDiscreetMessage;

public sealed partial class MuteRoomTrackRequest : IDiscreetMessage;

public sealed partial class ParticipantInfo : IDiscreetMessage;

public sealed partial class PerformRpcRequest : IDiscreetMessage;

public sealed partial class PerformRpcResponse : IDiscreetMessage;

public sealed partial class Room : IDiscreetMessage;

public sealed partial class RoomAgentDispatch : IDiscreetMessage;

public sealed partial class RoomConfiguration : IDiscreetMessage;

public sealed partial class RoomParticipantIdentity : IDiscreetMessage;

public sealed partial class SIPCallInfo : IDiscreetMessage;

public sealed partial class SIPDispatchRuleCallee : IDiscreetMessage;

public sealed partial class SIPDispatchRuleDirect : IDiscreetMessage;

public sealed partial class SIPDispatchRuleIndividual : IDiscreetMessage;

public sealed partial class SIPDispatchRuleInfo : IDiscreetMessage;

public sealed partial class SIPDispatchRuleUpdate : IDiscreetMessage;

public sealed partial class SIPInboundTrunkInfo : IDiscreetMessage;

public sealed partial class SIPInboundTrunkUpdate : IDiscreetMessage;

public sealed partial class SIPNamedDest : IDiscreetMessage;

public sealed partial class SIPOutboundConfig : IDiscreetMessage;

public sealed partial class SIPOutboundTrunkInfo : IDiscreetMessage;

public sealed partial class SIPOutboundTrunkUpdate : IDiscreetMessage;

public sealed partial class SIPParticipantInfo : IDiscreetMessage;

public sealed partial class SIPRequestDest : IDiscreetMessage;

public sealed partial class SIPStatus : IDiscreetMessage;

public sealed partial class SIPTransferError : IDiscreetMessage;

public sealed partial class SIPTransferInfo : IDiscreetMessage;

public sealed partial class SIPTrunkInfo : IDiscreetMessage;

public sealed partial class SIPUri : IDiscreetMessage;

public sealed partial class SendDataRequest : IDiscreetMessage;

public sealed partial class TrackInfo : IDiscreetMessage;

public sealed partial class TransferSIPParticipantRequest : IDiscreetMessage;

public sealed partial class UpdateParticipantRequest : IDiscreetMessage;

public sealed partial class UpdateRoomMetadataRequest : IDiscreetMessage;

public sealed partial class UpdateSubscriptionsRequest : IDiscreetMessage;
