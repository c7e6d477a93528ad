using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveKit.Sip;

/// <summary>LiveKit's RoomService: rooms, their participants, tracks and data. Thread-safe.</summary>
public partial class RoomClient
{
    private readonly LiveKitConnection? _connection;

    /// <summary>For substitutes in tests; its methods throw <see cref="InvalidOperationException"/> unless overridden.</summary>
    protected RoomClient()
    {
    }

    internal RoomClient(LiveKitConnection connection)
    {
        _connection = connection;
    }

    private LiveKitConnection Connection => _connection ?? throw new InvalidOperationException("This client was made without a server: override its methods.");

    private TwirpClient Twirp => Connection.Twirp;

    private ParticipantRpc Participants => Connection.Calls.Participants;

    private RoomRpc Rooms => Connection.Calls.Rooms;

    /// <summary>Gets a participant (<c>GetParticipant</c>).</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="participantIdentity">The participant's identity.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The participant.</returns>
    /// <exception cref="ArgumentException">The room or the identity is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room or the participant does not exist.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<ParticipantInfo> GetParticipantAsync(string roomName, string participantIdentity, CancellationToken cancellationToken = default)
        => Participants.GetAsync(roomName, participantIdentity, new TwirpRequest(), cancellationToken);

    /// <summary>Lists the participants of a room (<c>ListParticipants</c>).</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The participants; none if the room does not exist.</returns>
    /// <exception cref="ArgumentException">The room is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<IReadOnlyList<ParticipantInfo>> ListParticipantsAsync(string roomName, CancellationToken cancellationToken = default)
        => Rooms.ListParticipantsAsync(roomName, new TwirpRequest(), cancellationToken);

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
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task RemoveParticipantAsync(string roomName, string participantIdentity, CancellationToken cancellationToken = default)
        => Participants.RemoveAsync(roomName, participantIdentity, new TwirpRequest(), cancellationToken);

    /// <summary>Deletes a room (<c>DeleteRoom</c>): every call in it is hung up.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the room is gone.</returns>
    /// <exception cref="ArgumentException">The room is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room does not exist, unless an attempt before may have deleted it.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task DeleteRoomAsync(string roomName, CancellationToken cancellationToken = default)
        => Rooms.DeleteAsync(roomName, new TwirpRequest(), cancellationToken);
}
