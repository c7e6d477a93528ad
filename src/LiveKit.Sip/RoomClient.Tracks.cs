using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

public partial class RoomClient
{
    /// <summary>Mutes or unmutes what a participant publishes (<c>MutePublishedTrack</c>): a phone's voice, for example. Repeated when the answer is lost.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="participantIdentity">The participant's identity.</param>
    /// <param name="trackSid">The track, <c>TR_…</c>: one of <see cref="ParticipantInfo.Tracks"/>.</param>
    /// <param name="muted">Whether it is to be silent. A server may refuse to unmute.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The track as it is now; <see langword="null"/> if LiveKit doesn't say.</returns>
    /// <exception cref="ArgumentException">The room, the identity or the track is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if room, participant or track does not exist.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual async Task<TrackInfo?> MutePublishedTrackAsync(
        string roomName,
        string participantIdentity,
        string trackSid,
        bool muted,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        ArgumentException.ThrowIfNullOrEmpty(participantIdentity);
        ArgumentException.ThrowIfNullOrEmpty(trackSid);
        var request = new MuteRoomTrackRequest { Room = roomName, Identity = participantIdentity, TrackSid = trackSid, Muted = muted };
        return (await Twirp.CallAsync(RoomMethods.MutePublishedTrack, request, cancellationToken).ConfigureAwait(false)).Track;
    }

    /// <summary>Subscribes a participant to tracks of others, or ends that (<c>UpdateSubscriptions</c>). Repeated when the answer is lost.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="participantIdentity">The identity of the participant who is to receive.</param>
    /// <param name="trackSids">The tracks, <c>TR_…</c>.</param>
    /// <param name="subscribe">Whether to subscribe to them; otherwise to end it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when LiveKit has taken it.</returns>
    /// <exception cref="ArgumentException">The room or the identity is null or empty, or the tracks are null.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room or the participant does not exist.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task UpdateSubscriptionsAsync(
        string roomName,
        string participantIdentity,
        IEnumerable<string> trackSids,
        bool subscribe,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        ArgumentException.ThrowIfNullOrEmpty(participantIdentity);
        ArgumentNullException.ThrowIfNull(trackSids);
        var request = new UpdateSubscriptionsRequest { Room = roomName, Identity = participantIdentity, TrackSids = { trackSids }, Subscribe = subscribe };
        return UpdateSubscriptionsAsync(request, cancellationToken);
    }

    /// <summary>Subscribes a participant to tracks, also by who publishes them, or ends that (<c>UpdateSubscriptions</c>). Repeated when the answer is lost.</summary>
    /// <param name="request">Room and identity of who is to receive, the tracks, and whether to subscribe.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when LiveKit has taken it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The room or the identity is missing; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room or the participant does not exist.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task UpdateSubscriptionsAsync(UpdateSubscriptionsRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequiredFields.Check(("room", request.Room), ("identity", request.Identity));
        return Twirp.CallAsync(RoomMethods.UpdateSubscriptions, request, cancellationToken);
    }
}
