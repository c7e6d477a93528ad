using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This class handles the RPCs of the participants of a room.</summary>
internal sealed class ParticipantRpcs
{
    private const string Service = "livekit.RoomService";

    private readonly RoomStore _rooms;
    private readonly MockLiveKitOptions _options;

    public ParticipantRpcs(RoomStore rooms, MockLiveKitOptions options)
    {
        _rooms = rooms;
        _options = options;
    }

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<ListParticipantsRequest>(Service, "ListParticipants", RequiredGrants.RoomAdmin, List, request => request.Room),
        RpcMethod.Create<RoomParticipantIdentity>(Service, "GetParticipant", RequiredGrants.RoomAdmin, Get, request => request.Room),
        RpcMethod.Create<RoomParticipantIdentity>(Service, "RemoveParticipant", RequiredGrants.RoomAdmin, Remove, request => request.Room),
        RpcMethod.Create<UpdateParticipantRequest>(Service, "UpdateParticipant", RequiredGrants.RoomAdmin, Update, request => request.Room),
        RpcMethod.CreateAsync<MuteRoomTrackRequest>(Service, "MutePublishedTrack", RequiredGrants.RoomAdmin, MuteAsync, request => request.Room),
        RpcMethod.CreateAsync<UpdateSubscriptionsRequest>(Service, "UpdateSubscriptions", RequiredGrants.RoomAdmin, SubscribeAsync, request => request.Room),
        RpcMethod.Create<MoveParticipantRequest>(
            Service, "MoveParticipant", RequiredGrants.RoomAdmin | RequiredGrants.DestinationRoom, Move, request => request.Room),
        RpcMethod.Create<ForwardParticipantRequest>(
            Service, "ForwardParticipant", RequiredGrants.RoomAdmin | RequiredGrants.DestinationRoom, Forward, request => request.Room),
    ];

    private ListParticipantsResponse List(ListParticipantsRequest request)
        => new() { Participants = { _rooms.ListParticipants(request.Room) } };

    private ParticipantInfo Get(RoomParticipantIdentity request) => _rooms.Use(request.Room, request.Identity, participant => participant.Info.Clone());

    private RemoveParticipantResponse Remove(RoomParticipantIdentity request)
    {
        _rooms.RemoveParticipant(request.Room, request.Identity);
        return new RemoveParticipantResponse();
    }

    private ParticipantInfo Update(UpdateParticipantRequest request)
    {
        RoomLimits.Check(request);
        return _rooms.Use(request.Room, request.Identity, participant =>
        {
            void ChangeIf(bool requested, Action<ParticipantInfo> change)
            {
                if (requested)
                {
                    participant.Change(change);
                }
            }

            ChangeIf(request.Name.Length > 0, info => info.Name = request.Name);
            ChangeIf(request.Metadata.Length > 0, info => info.Metadata = request.Metadata);
            ChangeIf(request.Attributes.Count > 0, info => FieldUpdates.ApplyEntries(request.Attributes, info.Attributes));
            ChangeIf(request.Permission is not null, info => info.Permission = request.Permission!.Clone());
            return participant.Info.Clone();
        });
    }

    private async Task<IMessage> MuteAsync(MockRequest record, MuteRoomTrackRequest request)
    {
        await CheckExistsAsync(record, request.Room, request.Identity).ConfigureAwait(false);
        if (!request.Muted && !_options.AllowRemoteUnmute)
        {
            throw TwirpErrorException.FromService(TwirpCode.FailedPrecondition, "remote unmute not enabled");
        }

        return _rooms.Use(request.Room, request.Identity, participant =>
        {
            // The response for an unknown track was not recorded. LiveKit's published server responds without a track, and without an error.
            var track = participant.Info.Tracks.FirstOrDefault(track => track.Sid == request.TrackSid);
            if (track is not null)
            {
                participant.Change(_ => track.Muted = request.Muted);
            }

            return new MuteRoomTrackResponse { Track = track?.Clone() };
        });
    }

    private async Task<IMessage> SubscribeAsync(MockRequest record, UpdateSubscriptionsRequest request)
    {
        await CheckExistsAsync(record, request.Room, request.Identity).ConfigureAwait(false);
        return new UpdateSubscriptionsResponse();
    }

    private MoveParticipantResponse Move(MoveParticipantRequest request)
    {
        CheckCloud(request.Room, request.DestinationRoom);
        _rooms.Move(request.Room, request.Identity, request.DestinationRoom);
        return new MoveParticipantResponse();
    }

    private ForwardParticipantResponse Forward(ForwardParticipantRequest request)
    {
        CheckCloud(request.Room, request.DestinationRoom);
        _rooms.Use(request.Room, request.Identity, participant =>
        {
            _rooms.Join(request.DestinationRoom, participant.Copy());
            return participant;
        });
        return new ForwardParticipantResponse();
    }

    private void CheckCloud(string room, string destination)
    {
        if (!_options.Cloud)
        {
            throw TwirpErrorException.FromService(TwirpCode.Unknown, "not implemented");
        }

        if (room == destination)
        {
            throw TwirpErrorException.FromService(TwirpCode.InvalidArgument, "destination room cannot be the same as source room");
        }
    }

    // LiveKit routes these requests to the server that has the participant.
    private async Task CheckExistsAsync(MockRequest record, string room, string identity)
    {
        if (!_rooms.Has(room, identity))
        {
            throw await RoutingFailure.AfterSearchAsync(record, _options.TimeProvider).ConfigureAwait(false);
        }
    }
}
