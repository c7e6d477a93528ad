using LiveKit.Protocol;
using LiveKit.Sip.Calls.Live;
using LiveKit.Sip.Rooms;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveKit.Sip;

/// <summary>LiveKit's RoomService: rooms, their participants, tracks and data. Thread-safe.</summary>
public partial class RoomClient
{
    private readonly LiveKitConnection? _connection;
    private LiveCalls? _ownCalls;

    /// <summary>For substitutes in tests; its methods throw <see cref="InvalidOperationException"/> unless overridden.</summary>
    protected RoomClient()
    {
    }

    internal RoomClient(LiveKitConnection connection)
    {
        _connection = connection;
    }

    private TwirpClient Twirp => _connection?.Twirp ?? throw new InvalidOperationException("This client was made without a server: override its methods.");

    /// <summary>Gets a participant (<c>GetParticipant</c>).</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="participantIdentity">The participant's identity.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The participant.</returns>
    /// <exception cref="ArgumentException">The room or the identity is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room or the participant does not exist.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public virtual Task<ParticipantInfo> GetParticipantAsync(string roomName, string participantIdentity, CancellationToken cancellationToken = default)
        => Twirp.CallAsync(RoomMethods.GetParticipant, Named(roomName, participantIdentity), new RequestTrace(), cancellationToken).AsTask();

    /// <summary>Lists the participants of a room (<c>ListParticipants</c>).</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The participants; none if the room does not exist.</returns>
    /// <exception cref="ArgumentException">The room is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public virtual async Task<IReadOnlyList<ParticipantInfo>> ListParticipantsAsync(string roomName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        var request = new ListParticipantsRequest { Room = roomName };
        var response = await Twirp.CallAsync(RoomMethods.ListParticipants, request, new RequestTrace(), cancellationToken).ConfigureAwait(false);
        return response.Participants;
    }

    /// <summary>Removes a participant (<c>RemoveParticipant</c>): a phone that rings goes quiet, a call that stands is hung up.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="participantIdentity">The participant's identity.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the participant is gone.</returns>
    /// <exception cref="ArgumentException">The room or the identity is null or empty.</exception>
    /// <exception cref="TwirpException">
    /// LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room or the participant does not exist, unless an
    /// attempt before may have removed it.
    /// </exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public virtual Task RemoveParticipantAsync(string roomName, string participantIdentity, CancellationToken cancellationToken = default)
        => Twirp.CallAsync(RoomMethods.RemoveParticipant, Named(roomName, participantIdentity), new RequestTrace(), cancellationToken).AsTask();

    /// <summary>Deletes a room (<c>DeleteRoom</c>): every call in it is hung up.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the room is gone.</returns>
    /// <exception cref="ArgumentException">The room is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room does not exist, unless an attempt before may have deleted it.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public virtual Task DeleteRoomAsync(string roomName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        return Twirp.CallAsync(RoomMethods.DeleteRoom, new DeleteRoomRequest { Room = roomName }, new RequestTrace(), cancellationToken).AsTask();
    }

    /// <summary>What the calls of this client share while they are watched; those of a substitute have a pace of their own.</summary>
    internal LiveCalls LiveCalls => _connection?.LiveCalls ?? LazyInitializer.EnsureInitialized(ref _ownCalls, static () => new LiveCalls(TimeProvider.System, LiveCalls.DefaultPollsPerSecond, NullLogger.Instance));

    /// <summary>The participant, or null where LiveKit has none.</summary>
    internal Task<ParticipantInfo?> FindParticipantAsync(string roomName, string participantIdentity, CancellationToken cancellationToken)
        => FindParticipantAsync(roomName, participantIdentity, new RequestTrace(), cancellationToken);

    /// <summary>The participant, or null where LiveKit has none; a substitute in a test is asked as usual.</summary>
    internal async Task<ParticipantInfo?> FindParticipantAsync(string roomName, string participantIdentity, RequestTrace trace, CancellationToken cancellationToken)
    {
        try
        {
            return _connection is null
                ? await GetParticipantAsync(roomName, participantIdentity, cancellationToken).ConfigureAwait(false)
                : await Twirp.CallAsync(RoomMethods.GetParticipant, Named(roomName, participantIdentity), trace, cancellationToken).ConfigureAwait(false);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            return null;
        }
    }

    /// <summary>The participants of a room; a substitute in a test is asked as usual.</summary>
    internal async Task<IReadOnlyList<ParticipantInfo>> ListParticipantsAsync(string roomName, RequestTrace trace, CancellationToken cancellationToken)
        => _connection is null
            ? await ListParticipantsAsync(roomName, cancellationToken).ConfigureAwait(false)
            : (await Twirp.CallAsync(RoomMethods.ListParticipants, new ListParticipantsRequest { Room = roomName }, trace, cancellationToken).ConfigureAwait(false)).Participants;

    /// <summary>Removes a participant who is looked at again before every repeat; a substitute in a test is asked as usual.</summary>
    internal Task RemoveParticipantAsync(string roomName, string participantIdentity, RemovalTrace trace, CancellationToken cancellationToken)
        => _connection is null
            ? RemoveParticipantAsync(roomName, participantIdentity, cancellationToken)
            : Twirp.CallAsync(RoomMethods.RemoveParticipant, Named(roomName, participantIdentity), trace, cancellationToken).AsTask();

    /// <summary>Deletes a room that is looked at again before every repeat; a substitute in a test is asked as usual.</summary>
    internal Task DeleteRoomAsync(string roomName, RemovalTrace trace, CancellationToken cancellationToken)
        => _connection is null
            ? DeleteRoomAsync(roomName, cancellationToken)
            : Twirp.CallAsync(RoomMethods.DeleteRoom, new DeleteRoomRequest { Room = roomName }, trace, cancellationToken).AsTask();

    private static RoomParticipantIdentity Named(string roomName, string participantIdentity)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        ArgumentException.ThrowIfNullOrEmpty(participantIdentity);
        return new RoomParticipantIdentity { Room = roomName, Identity = participantIdentity };
    }
}
