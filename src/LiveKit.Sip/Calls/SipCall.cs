using LiveKit.Protocol;
using LiveKit.Sip.Calls;
using LiveKit.Sip.Rooms;

namespace LiveKit.Sip;

/// <summary>A handle on one call: ringing or live. Letting go of it does not end the call.</summary>
/// <remarks>Thread-safe.</remarks>
public class SipCall
{
    private readonly RoomClient _rooms;
    private readonly SIPParticipantInfo _info;
    private readonly Task _answer;

    /// <summary>Creates a handle on a call; the dial methods do this, and tests may.</summary>
    /// <param name="rooms">Asks for and removes the callee's participant.</param>
    /// <param name="info">LiveKit's ids of the call.</param>
    /// <param name="requestId">The id that the dial's request carried. Default: empty.</param>
    /// <param name="answer">Completes when the call is answered, or fails with a <see cref="SipCallException"/>. Default: answered.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rooms"/> or <paramref name="info"/> is null.</exception>
    public SipCall(RoomClient rooms, SIPParticipantInfo info, string requestId = "", Task? answer = null)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        ArgumentNullException.ThrowIfNull(info);
        _rooms = rooms;
        _info = info.Clone();
        _answer = answer ?? Task.CompletedTask;
        RequestId = requestId;
    }

    /// <summary>The room that the callee joins.</summary>
    public string RoomName => _info.RoomName;

    /// <summary>The callee's identity in the room, made up or given.</summary>
    public string ParticipantIdentity => _info.ParticipantIdentity;

    /// <summary>The callee's participant, <c>PA_…</c>.</summary>
    public string ParticipantId => _info.ParticipantId;

    /// <summary>LiveKit's id of the call, <c>SCL_…</c>.</summary>
    public string SipCallId => _info.SipCallId;

    /// <summary>The id that the dial's request carried (<c>X-Livekit-Request-Id</c>), for LiveKit's logs.</summary>
    public string RequestId { get; }

    /// <summary>Waits until the call is answered, DTMF keys included; returns at once if it is.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <returns>A task that completes with the answer.</returns>
    /// <exception cref="SipCallException">The call was not answered; the same exceptions as from <see cref="SipClient.DialAsync(DialRequest, CancellationToken)"/>.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public virtual Task WaitForAnswerAsync(CancellationToken cancellationToken = default) => _answer.WaitAsync(cancellationToken);

    /// <summary>Asks LiveKit where the call stands (GetParticipant).</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The status; <see cref="CallStatus.Gone"/> once the call has ended.</returns>
    /// <exception cref="LiveKitException">LiveKit could not be asked; see <see cref="TwirpException"/> and <see cref="LiveKitTransportException"/>.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public virtual async Task<CallStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        return await FindAsync(cancellationToken).ConfigureAwait(false) is { } participant ? SipAttributes.StatusOf(participant) : CallStatus.Gone;
    }

    /// <summary>
    /// Hangs up, or stops the ringing, by removing the callee from the room (RemoveParticipant). Hanging up twice, or after
    /// the end, is fine. A participant who has taken over the identity since is left alone.
    /// </summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the call has ended.</returns>
    /// <exception cref="LiveKitException">LiveKit could not be asked; see <see cref="TwirpException"/> and <see cref="LiveKitTransportException"/>.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public virtual async Task HangUpAsync(CancellationToken cancellationToken = default)
    {
        if (!await IsThereAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        try
        {
            await _rooms.RemoveParticipantAsync(RoomName, ParticipantIdentity, new RemovalTrace(IsThereAsync), cancellationToken).ConfigureAwait(false);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            // Gone in the meantime, which is what was asked for.
        }
    }

    /// <summary>Names room, participant and call.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
        => Diagnostics.PhoneNumbers.Redact($"SipCall {{ RoomName = {RoomName}, ParticipantIdentity = {ParticipantIdentity}, SipCallId = {SipCallId} }}");

    private async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken).ConfigureAwait(false) is not null;

    private async Task<ParticipantInfo?> FindAsync(CancellationToken cancellationToken)
    {
        var participant = await _rooms.FindParticipantAsync(RoomName, ParticipantIdentity, cancellationToken).ConfigureAwait(false);
        return participant is not null && IsOurs(participant) ? participant : null;
    }

    private bool IsOurs(ParticipantInfo participant) => ParticipantId.Length == 0 || participant.Sid == ParticipantId;
}
