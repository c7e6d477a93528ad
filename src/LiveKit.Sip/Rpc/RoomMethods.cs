using LiveKit.Protocol;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>The RPCs of <c>livekit.RoomService</c>.</summary>
internal static class RoomMethods
{
    private const string Service = "RoomService";

    public static readonly TwirpMethod<CreateRoomRequest, Room> CreateRoom =
        new(Service, nameof(CreateRoom), Grants.RoomCreate, RepeatClass.Overwrite, Room.Parser);

    public static readonly TwirpMethod<ListRoomsRequest, ListRoomsResponse> ListRooms =
        new(Service, nameof(ListRooms), Grants.RoomList, RepeatClass.Read, ListRoomsResponse.Parser);

    public static readonly TwirpMethod<DeleteRoomRequest, DeleteRoomResponse> DeleteRoom =
        new(Service, nameof(DeleteRoom), Grants.RoomCreate, RepeatClass.Overwrite, DeleteRoomResponse.Parser)
        {
            ResponseWhenNotFound = static _ => new DeleteRoomResponse(),
        };

    public static readonly TwirpMethod<ListParticipantsRequest, ListParticipantsResponse> ListParticipants =
        new(Service, nameof(ListParticipants), Grants.RoomAdmin, RepeatClass.Read, ListParticipantsResponse.Parser)
        {
            Room = static request => request.Room,
        };

    public static readonly TwirpMethod<RoomParticipantIdentity, ParticipantInfo> GetParticipant =
        new(Service, nameof(GetParticipant), Grants.RoomAdmin, RepeatClass.Read, ParticipantInfo.Parser)
        {
            Room = static request => request.Room,
        };

    public static readonly TwirpMethod<RoomParticipantIdentity, RemoveParticipantResponse> RemoveParticipant =
        new(Service, nameof(RemoveParticipant), Grants.RoomAdmin, RepeatClass.Overwrite, RemoveParticipantResponse.Parser)
        {
            Room = static request => request.Room,
            ResponseWhenNotFound = static _ => new RemoveParticipantResponse(),
        };

    public static readonly TwirpMethod<MuteRoomTrackRequest, MuteRoomTrackResponse> MutePublishedTrack =
        new(Service, nameof(MutePublishedTrack), Grants.RoomAdmin, RepeatClass.Overwrite, MuteRoomTrackResponse.Parser)
        {
            Room = static request => request.Room,
        };

    public static readonly TwirpMethod<UpdateParticipantRequest, ParticipantInfo> UpdateParticipant =
        new(Service, nameof(UpdateParticipant), Grants.RoomAdmin, RepeatClass.Overwrite, ParticipantInfo.Parser)
        {
            Room = static request => request.Room,
        };

    public static readonly TwirpMethod<UpdateSubscriptionsRequest, UpdateSubscriptionsResponse> UpdateSubscriptions =
        new(Service, nameof(UpdateSubscriptions), Grants.RoomAdmin, RepeatClass.Overwrite, UpdateSubscriptionsResponse.Parser)
        {
            Room = static request => request.Room,
        };

    public static readonly TwirpMethod<SendDataRequest, SendDataResponse> SendData =
        new(Service, nameof(SendData), Grants.RoomAdmin, RepeatClass.Create, SendDataResponse.Parser)
        {
            Room = static request => request.Room,
        };

    public static readonly TwirpMethod<UpdateRoomMetadataRequest, Room> UpdateRoomMetadata =
        new(Service, nameof(UpdateRoomMetadata), Grants.RoomAdmin, RepeatClass.Overwrite, Room.Parser)
        {
            Room = static request => request.Room,
        };

    public static readonly TwirpMethod<ForwardParticipantRequest, ForwardParticipantResponse> ForwardParticipant =
        new(Service, nameof(ForwardParticipant), Grants.RoomAdmin, RepeatClass.Create, ForwardParticipantResponse.Parser)
        {
            Room = static request => request.Room,
            DestinationRoom = static request => request.DestinationRoom,
        };

    public static readonly TwirpMethod<MoveParticipantRequest, MoveParticipantResponse> MoveParticipant =
        new(Service, nameof(MoveParticipant), Grants.RoomAdmin, RepeatClass.Create, MoveParticipantResponse.Parser)
        {
            Room = static request => request.Room,
            DestinationRoom = static request => request.DestinationRoom,
        };

    public static readonly TwirpMethod<PerformRpcRequest, PerformRpcResponse> PerformRpc =
        new(Service, nameof(PerformRpc), Grants.RoomAdmin, RepeatClass.Create, PerformRpcResponse.Parser)
        {
            Room = static request => request.Room,
            Deadline = CallClocks.ForRpc,
        };
}
