using LiveKit.Protocol;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The RPCs of rooms and their participants.</summary>
internal sealed class RoomRpcs
{
    private const string Service = "livekit.RoomService";

    private readonly RoomStore _rooms;

    public RoomRpcs(RoomStore rooms) => _rooms = rooms;

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<CreateRoomRequest>(Service, "CreateRoom", RequiredGrants.RoomCreate, _rooms.Create),
        RpcMethod.Create<ListRoomsRequest>(Service, "ListRooms", RequiredGrants.RoomList, ListRooms),
        RpcMethod.Create<DeleteRoomRequest>(Service, "DeleteRoom", RequiredGrants.RoomCreate, Delete),
        RpcMethod.Create<ListParticipantsRequest>(Service, "ListParticipants", RequiredGrants.RoomAdmin, List, request => request.Room),
        RpcMethod.Create<RoomParticipantIdentity>(Service, "GetParticipant", RequiredGrants.RoomAdmin, Get, request => request.Room),
        RpcMethod.Create<RoomParticipantIdentity>(Service, "RemoveParticipant", RequiredGrants.RoomAdmin, Remove, request => request.Room),
    ];

    private ListRoomsResponse ListRooms(ListRoomsRequest request)
    {
        var rooms = _rooms.Snapshot().Select(room => room.Info);
        return new ListRoomsResponse { Rooms = { rooms.Where(room => request.Names.Count == 0 || request.Names.Contains(room.Name)) } };
    }

    private DeleteRoomResponse Delete(DeleteRoomRequest request)
    {
        _rooms.Delete(request.Room);
        return new DeleteRoomResponse();
    }

    private ListParticipantsResponse List(ListParticipantsRequest request)
        => new() { Participants = { _rooms.ListParticipants(request.Room) } };

    private ParticipantInfo Get(RoomParticipantIdentity request) => _rooms.GetParticipant(request.Room, request.Identity);

    private RemoveParticipantResponse Remove(RoomParticipantIdentity request)
    {
        _rooms.RemoveParticipant(request.Room, request.Identity);
        return new RemoveParticipantResponse();
    }
}
