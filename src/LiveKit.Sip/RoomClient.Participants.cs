using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

public partial class RoomClient
{
    /// <summary>Changes a participant's name, metadata, attributes or permissions (<c>UpdateParticipant</c>). Repeated when the answer is lost.</summary>
    /// <param name="request">Room and identity, and what to change; what is left empty stays. An attribute with an empty value is deleted.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The participant as it is now.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The room or the identity is missing; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room or the participant does not exist.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; it may have been changed if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<ParticipantInfo> UpdateParticipantAsync(UpdateParticipantRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequiredFields.Check(("room", request.Room), ("identity", request.Identity));
        return Twirp.CallAsync(RoomMethods.UpdateParticipant, request, cancellationToken);
    }

    /// <summary>Removes a participant by LiveKit's own message (<c>RemoveParticipant</c>), which can also make older tokens of the participant worthless.</summary>
    /// <param name="request">Room and identity, and with <c>revoke_token_ts</c> until when tokens are revoked.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the participant is gone.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The room or the identity is missing; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room or the participant does not exist, unless an
    /// attempt before may have removed it.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task RemoveParticipantAsync(RoomParticipantIdentity request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequiredFields.Check(("room", request.Room), ("identity", request.Identity));
        return Twirp.CallAsync(RoomMethods.RemoveParticipant, request, cancellationToken);
    }

    /// <summary>Moves a participant to another room, call and all (<c>MoveParticipant</c>); only LiveKit Cloud can. Sent again only if it certainly never arrived.</summary>
    /// <param name="roomName">The room that the participant is in.</param>
    /// <param name="participantIdentity">The participant's identity.</param>
    /// <param name="destinationRoomName">The room to move to.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when LiveKit has done it.</returns>
    /// <exception cref="ArgumentException">A room or the identity is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.Unknown"/> "not implemented" from an open-source server.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; it may have been done if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task MoveParticipantAsync(string roomName, string participantIdentity, string destinationRoomName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        ArgumentException.ThrowIfNullOrEmpty(participantIdentity);
        ArgumentException.ThrowIfNullOrEmpty(destinationRoomName);
        var request = new MoveParticipantRequest { Room = roomName, Identity = participantIdentity, DestinationRoom = destinationRoomName };
        return Twirp.CallAsync(RoomMethods.MoveParticipant, request, cancellationToken);
    }

    /// <summary>Shows a participant in another room as well (<c>ForwardParticipant</c>); only LiveKit Cloud can. Sent again only if it certainly never arrived.</summary>
    /// <param name="roomName">The room that the participant is in.</param>
    /// <param name="participantIdentity">The participant's identity.</param>
    /// <param name="destinationRoomName">The room to be heard and seen in as well.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when LiveKit has done it.</returns>
    /// <exception cref="ArgumentException">A room or the identity is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.Unknown"/> "not implemented" from an open-source server.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; it may have been done if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task ForwardParticipantAsync(string roomName, string participantIdentity, string destinationRoomName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        ArgumentException.ThrowIfNullOrEmpty(participantIdentity);
        ArgumentException.ThrowIfNullOrEmpty(destinationRoomName);
        var request = new ForwardParticipantRequest { Room = roomName, Identity = participantIdentity, DestinationRoom = destinationRoomName };
        return Twirp.CallAsync(RoomMethods.ForwardParticipant, request, cancellationToken);
    }
}
