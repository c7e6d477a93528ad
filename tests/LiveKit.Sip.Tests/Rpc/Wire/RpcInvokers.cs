using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Rpc.Wire;

/// <summary>The public method behind every RPC of LiveKit's table.</summary>
internal static class RpcInvokers
{
    private const string InPortions = "with ids, it says how many of them are asked for at once, and from which on";

    // Lists are left after the one item that is answered, so that there is one request.
    public static IReadOnlyDictionary<string, RpcInvoker> All { get; } = new[] { Trunks(), Rules(), Calls(), Rooms(), Participants(), Data(), Dispatches() }
        .SelectMany(static part => part)
        .ToDictionary(StringComparer.Ordinal);

    private static Dictionary<string, RpcInvoker> Trunks() => new(StringComparer.Ordinal)
    {
        ["SIP/CreateSIPInboundTrunk"] = RpcInvoker.Of<CreateSIPInboundTrunkRequest, SIPInboundTrunkInfo, SIPInboundTrunkInfo>(
            static (livekit, request, token) => livekit.Sip.CreateSipInboundTrunkAsync(request, token), static answer => answer),
        ["SIP/CreateSIPOutboundTrunk"] = RpcInvoker.Of<CreateSIPOutboundTrunkRequest, SIPOutboundTrunkInfo, SIPOutboundTrunkInfo>(
            static (livekit, request, token) => livekit.Sip.CreateSipOutboundTrunkAsync(request, token), static answer => answer),
        ["SIP/UpdateSIPInboundTrunk"] = RpcInvoker.Of<UpdateSIPInboundTrunkRequest, SIPInboundTrunkInfo, SIPInboundTrunkInfo>(
            static (livekit, request, token) => request.Replace is { } replacement
                ? livekit.Sip.UpdateSipInboundTrunkAsync(request.SipTrunkId, replacement, token)
                : livekit.Sip.UpdateSipInboundTrunkAsync(request.SipTrunkId, request.Update, token),
            static answer => answer),
        ["SIP/UpdateSIPOutboundTrunk"] = RpcInvoker.Of<UpdateSIPOutboundTrunkRequest, SIPOutboundTrunkInfo, SIPOutboundTrunkInfo>(
            static (livekit, request, token) => request.Replace is { } replacement
                ? livekit.Sip.UpdateSipOutboundTrunkAsync(request.SipTrunkId, replacement, token)
                : livekit.Sip.UpdateSipOutboundTrunkAsync(request.SipTrunkId, request.Update, token),
            static answer => answer),
        ["SIP/GetSIPInboundTrunk"] = RpcInvoker.Of<GetSIPInboundTrunkRequest, GetSIPInboundTrunkResponse, SIPInboundTrunkInfo>(
            static (livekit, request, token) => livekit.Sip.GetSipInboundTrunkAsync(request.SipTrunkId, token), static answer => answer.Trunk),
        ["SIP/GetSIPOutboundTrunk"] = RpcInvoker.Of<GetSIPOutboundTrunkRequest, GetSIPOutboundTrunkResponse, SIPOutboundTrunkInfo>(
            static (livekit, request, token) => livekit.Sip.GetSipOutboundTrunkAsync(request.SipTrunkId, token), static answer => answer.Trunk),
        ["SIP/ListSIPInboundTrunk"] = RpcInvoker.Of<ListSIPInboundTrunkRequest, ListSIPInboundTrunkResponse, List<SIPInboundTrunkInfo>>(
            static (livekit, request, token) => livekit.Sip.ListSipInboundTrunkAsync(request, token).Take(1).ToListAsync(token).AsTask(), static answer => answer.Items, ("page", InPortions)),
        ["SIP/ListSIPOutboundTrunk"] = RpcInvoker.Of<ListSIPOutboundTrunkRequest, ListSIPOutboundTrunkResponse, List<SIPOutboundTrunkInfo>>(
            static (livekit, request, token) => livekit.Sip.ListSipOutboundTrunkAsync(request, token).Take(1).ToListAsync(token).AsTask(), static answer => answer.Items, ("page", InPortions)),
        ["SIP/DeleteSIPTrunk"] = RpcInvoker.Of<DeleteSIPTrunkRequest>(
            static (livekit, request, token) => livekit.Sip.DeleteSipTrunkAsync(request.SipTrunkId, token),
            untold: "a deprecated message, in which servers fill in nothing but the id"),
    };

    private static Dictionary<string, RpcInvoker> Rules() => new(StringComparer.Ordinal)
    {
        ["SIP/CreateSIPDispatchRule"] = RpcInvoker.Of<CreateSIPDispatchRuleRequest, SIPDispatchRuleInfo, SIPDispatchRuleInfo>(
            static (livekit, request, token) => livekit.Sip.CreateSipDispatchRuleAsync(request, token), static answer => answer),
        ["SIP/UpdateSIPDispatchRule"] = RpcInvoker.Of<UpdateSIPDispatchRuleRequest, SIPDispatchRuleInfo, SIPDispatchRuleInfo>(
            static (livekit, request, token) => request.Replace is { } replacement
                ? livekit.Sip.UpdateSipDispatchRuleAsync(request.SipDispatchRuleId, replacement, token)
                : livekit.Sip.UpdateSipDispatchRuleAsync(request.SipDispatchRuleId, request.Update, token),
            static answer => answer),
        ["SIP/ListSIPDispatchRule"] = RpcInvoker.Of<ListSIPDispatchRuleRequest, ListSIPDispatchRuleResponse, List<SIPDispatchRuleInfo>>(
            static (livekit, request, token) => livekit.Sip.ListSipDispatchRuleAsync(request, token).Take(1).ToListAsync(token).AsTask(), static answer => answer.Items, ("page", InPortions)),
        ["SIP/DeleteSIPDispatchRule"] = RpcInvoker.Of<DeleteSIPDispatchRuleRequest, SIPDispatchRuleInfo, SIPDispatchRuleInfo>(
            static (livekit, request, token) => livekit.Sip.DeleteSipDispatchRuleAsync(request.SipDispatchRuleId, token), static answer => answer),
    };

    private static Dictionary<string, RpcInvoker> Calls() => new(StringComparer.Ordinal)
    {
        ["SIP/CreateSIPParticipant"] = RpcInvoker.Of<CreateSIPParticipantRequest, SIPParticipantInfo, SIPParticipantInfo>(
            static (livekit, request, token) => livekit.Sip.CreateSipParticipantAsync(request, new DialOptions { StampDialId = false }, token), static answer => answer),
        ["SIP/TransferSIPParticipant"] = RpcInvoker.Of<TransferSIPParticipantRequest, TransferSIPParticipantResponse, TransferSIPParticipantResponse>(
            static (livekit, request, token) => livekit.Sip.TransferSipParticipantAsync(request, token), static answer => answer),
    };

    private static Dictionary<string, RpcInvoker> Rooms() => new(StringComparer.Ordinal)
    {
        ["RoomService/CreateRoom"] = RpcInvoker.Of<CreateRoomRequest, Room, Room>(
            static (livekit, request, token) => livekit.Rooms.CreateRoomAsync(request, token), static answer => answer),
        ["RoomService/ListRooms"] = RpcInvoker.Of<ListRoomsRequest, ListRoomsResponse, IReadOnlyList<Room>>(
            static (livekit, request, token) => livekit.Rooms.ListRoomsAsync(request.Names, token), static answer => answer.Rooms),
        ["RoomService/DeleteRoom"] = RpcInvoker.Of<DeleteRoomRequest>(static (livekit, request, token) => livekit.Rooms.DeleteRoomAsync(request.Room, token)),
        ["RoomService/UpdateRoomMetadata"] = RpcInvoker.Of<UpdateRoomMetadataRequest, Room, Room>(
            static (livekit, request, token) => livekit.Rooms.UpdateRoomMetadataAsync(request.Room, request.Metadata, token), static answer => answer),
    };

    private static Dictionary<string, RpcInvoker> Participants() => new(StringComparer.Ordinal)
    {
        ["RoomService/ListParticipants"] = RpcInvoker.Of<ListParticipantsRequest, ListParticipantsResponse, IReadOnlyList<ParticipantInfo>>(
            static (livekit, request, token) => livekit.Rooms.ListParticipantsAsync(request.Room, token), static answer => answer.Participants),
        ["RoomService/GetParticipant"] = RpcInvoker.Of<RoomParticipantIdentity, ParticipantInfo, ParticipantInfo>(
            static (livekit, request, token) => livekit.Rooms.GetParticipantAsync(request.Room, request.Identity, token),
            static answer => answer,
            ("revoke_token_ts", "belongs to RemoveParticipant, which shares the message")),
        ["RoomService/RemoveParticipant"] = RpcInvoker.Of<RoomParticipantIdentity>(static (livekit, request, token) => livekit.Rooms.RemoveParticipantAsync(request, token)),
        ["RoomService/MutePublishedTrack"] = RpcInvoker.Of<MuteRoomTrackRequest, MuteRoomTrackResponse, TrackInfo?>(
            static (livekit, request, token) => livekit.Rooms.MutePublishedTrackAsync(request.Room, request.Identity, request.TrackSid, request.Muted, token),
            static answer => answer.Track),
        ["RoomService/UpdateParticipant"] = RpcInvoker.Of<UpdateParticipantRequest, ParticipantInfo, ParticipantInfo>(
            static (livekit, request, token) => livekit.Rooms.UpdateParticipantAsync(request, token), static answer => answer),
        ["RoomService/UpdateSubscriptions"] = RpcInvoker.Of<UpdateSubscriptionsRequest>(static (livekit, request, token) => livekit.Rooms.UpdateSubscriptionsAsync(request, token)),
        ["RoomService/ForwardParticipant"] = RpcInvoker.Of<ForwardParticipantRequest>(
            static (livekit, request, token) => livekit.Rooms.ForwardParticipantAsync(request.Room, request.Identity, request.DestinationRoom, token)),
        ["RoomService/MoveParticipant"] = RpcInvoker.Of<MoveParticipantRequest>(
            static (livekit, request, token) => livekit.Rooms.MoveParticipantAsync(request.Room, request.Identity, request.DestinationRoom, token)),
    };

    private static Dictionary<string, RpcInvoker> Data() => new(StringComparer.Ordinal)
    {
        ["RoomService/SendData"] = RpcInvoker.Of<SendDataRequest>(static (livekit, request, token) => livekit.Rooms.SendDataAsync(request, token)),
        ["RoomService/PerformRpc"] = RpcInvoker.Of<PerformRpcRequest, PerformRpcResponse, string>(
            static (livekit, request, token) => livekit.Rooms.PerformRpcAsync(
                request.Room, request.DestinationIdentity, request.Method, request.Payload, TimeSpan.FromMilliseconds(request.ResponseTimeoutMs), token),
            static answer => answer.Payload),
    };

    private static Dictionary<string, RpcInvoker> Dispatches() => new(StringComparer.Ordinal)
    {
        ["AgentDispatchService/CreateDispatch"] = RpcInvoker.Of<CreateAgentDispatchRequest, AgentDispatch, AgentDispatch>(
            static (livekit, request, token) => livekit.AgentDispatch.CreateDispatchAsync(request, token), static answer => answer),
        ["AgentDispatchService/DeleteDispatch"] = RpcInvoker.Of<DeleteAgentDispatchRequest, AgentDispatch, AgentDispatch>(
            static (livekit, request, token) => livekit.AgentDispatch.DeleteDispatchAsync(request.Room, request.DispatchId, token), static answer => answer),
        ["AgentDispatchService/ListDispatch"] = RpcInvoker.Of<ListAgentDispatchRequest, ListAgentDispatchResponse, IReadOnlyList<AgentDispatch>>(
            static (livekit, request, token) => livekit.AgentDispatch.ListDispatchAsync(request.Room, request.DispatchId, token), static answer => answer.AgentDispatches),
    };
}
