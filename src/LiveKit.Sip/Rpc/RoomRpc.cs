using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>The RPCs about a room as a whole.</summary>
internal sealed class RoomRpc
{
    private readonly TwirpClient _twirp;

    public RoomRpc(TwirpClient twirp)
    {
        _twirp = twirp;
    }

    /// <exception cref="RequestValidationException">The room's name is missing or too long, or a text is no valid Unicode.</exception>
    public Task<Room> CreateAsync(CreateRoomRequest message, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        NameRules.CheckRoom(message.Name, "name", problems);
        TextValidator.Check(message, problems);
        problems.ThrowIfAny();
        return _twirp.CallAsync(RoomMethods.CreateRoom, message, cancellationToken);
    }

    /// <exception cref="ArgumentException">The room is null or empty.</exception>
    public async Task<IReadOnlyList<ParticipantInfo>> ListParticipantsAsync(string roomName, TwirpRequest request, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        var message = new ListParticipantsRequest { Room = roomName };
        return (await _twirp.CallAsync(RoomMethods.ListParticipants, message, request, cancellationToken).ConfigureAwait(false)).Participants;
    }

    /// <param name="roomName">The room.</param>
    /// <param name="request">A <see cref="GuardedRemoval"/> where only one particular room of this name is to be deleted.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The room is null or empty.</exception>
    public Task DeleteAsync(string roomName, TwirpRequest request, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        return _twirp.CallAsync(RoomMethods.DeleteRoom, new DeleteRoomRequest { Room = roomName }, request, cancellationToken).AsTask();
    }
}
