using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Agents;
using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Rules;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This class handles the RPCs of rooms.</summary>
internal sealed class RoomRpcs
{
    private const string Service = "livekit.RoomService";
    private const int NonceBytes = 16;

    private readonly RoomStore _rooms;
    private readonly DispatchEngine _dispatches;
    private readonly DataLog _data;
    private readonly TimeProvider _time;

    public RoomRpcs(RoomStore rooms, DispatchEngine dispatches, DataLog data, TimeProvider time)
    {
        _rooms = rooms;
        _dispatches = dispatches;
        _data = data;
        _time = time;
    }

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<CreateRoomRequest>(Service, "CreateRoom", RequiredGrants.RoomCreate, Create),
        RpcMethod.Create<ListRoomsRequest>(Service, "ListRooms", RequiredGrants.RoomList, List),
        RpcMethod.Create<DeleteRoomRequest>(Service, "DeleteRoom", RequiredGrants.RoomCreate, Delete),
        RpcMethod.Create<UpdateRoomMetadataRequest>(Service, "UpdateRoomMetadata", RequiredGrants.RoomAdmin, Update, request => request.Room),
        RpcMethod.CreateAsync<SendDataRequest>(Service, "SendData", RequiredGrants.RoomAdmin, SendAsync, request => request.Room),
    ];

    private Room Create(CreateRoomRequest request)
    {
        RoomLimits.Check(request);
        return _dispatches.CreateRoom(request);
    }

    private ListRoomsResponse List(ListRoomsRequest request)
    {
        var rooms = _rooms.Snapshot().Select(room => room.Info);
        return new ListRoomsResponse { Rooms = { rooms.Where(room => request.Names.Count == 0 || request.Names.Contains(room.Name)) } };
    }

    private DeleteRoomResponse Delete(DeleteRoomRequest request)
    {
        _rooms.Delete(request.Room);
        return new DeleteRoomResponse();
    }

    private Room Update(UpdateRoomMetadataRequest request)
    {
        RoomLimits.Check(request);
        return _rooms.SetMetadata(request.Room, request.Metadata);
    }

    private async Task<IMessage> SendAsync(MockRequest record, SendDataRequest request)
    {
        InvalidArgument.ThrowIf(request.Nonce.Length is not (0 or NonceBytes), $"nonce should be {NonceBytes}-bytes or not present, got: {request.Nonce.Length} bytes");
        if (!_rooms.Has(request.Room))
        {
            throw await RoutingFailure.AfterSearchAsync(record, _time).ConfigureAwait(false);
        }

        _data.Add(request);
        return new SendDataResponse();
    }
}
