using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Participants;

namespace LiveKit.Sip;

public partial class SipCall
{
    /// <summary>Waits until the call is answered, DTMF keys included; returns at once if it is.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <returns>A task that completes with the answer.</returns>
    /// <exception cref="SipCallException">The call was not answered; the same exceptions as from <see cref="SipClient.DialAsync(DialRequest, CancellationToken)"/>.</exception>
    /// <exception cref="OperationCanceledException">The waiting was canceled.</exception>
    public virtual Task WaitForAnswerAsync(CancellationToken cancellationToken = default) => (_answer ?? Task.CompletedTask).WaitAsync(cancellationToken);

    /// <summary>Asks LiveKit where the call stands (GetParticipant).</summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The status; <see cref="CallStatus.Gone"/> once the call has ended.</returns>
    /// <exception cref="LiveKitException">LiveKit could not be asked; see <see cref="TwirpException"/> and <see cref="LiveKitTransportException"/>.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual async Task<CallStatus> GetStatusAsync(CancellationToken cancellationToken = default)
        => await Callee.FindAsync(cancellationToken).ConfigureAwait(false) is { } participant ? SipAttributes.StatusOf(participant) : CallStatus.Gone;

    /// <summary>
    /// Follows the call: where it stands now, then each change once and in order, and <see cref="CallStatus.Gone"/> as the last one. LiveKit is
    /// asked (GetParticipant) every 500 ms while it rings and every 1 to 5 s once it is active, slower when many calls of the client are watched
    /// (<see cref="LiveKitOptions.MaxPollsPerSecond"/>), so a status that lasted a shorter time may be missed. While LiveKit cannot be reached it
    /// goes on asking. Events that are pushed in (<see cref="SipClient.PushEvent"/>) arrive at once. However many watch one handle, it asks once for all.
    /// </summary>
    /// <param name="cancellationToken">Ends the watching, not the call.</param>
    /// <returns>The statuses.</returns>
    /// <exception cref="TwirpException">The token does not allow looking at participants.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The watching was canceled.</exception>
    public virtual IAsyncEnumerable<CallStatus> WatchAsync(CancellationToken cancellationToken = default) => Tracker.WatchAsync(cancellationToken);

    /// <summary>Waits until the call has ended, answered or not; returns at once if this handle knows that it has. It asks as <see cref="WatchAsync"/> does.</summary>
    /// <param name="cancellationToken">Ends the waiting, not the call.</param>
    /// <returns>Who ended it and why, as far as can be known.</returns>
    /// <exception cref="TwirpException">The token does not allow looking at participants.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of.</exception>
    /// <exception cref="OperationCanceledException">The waiting was canceled.</exception>
    public virtual Task<CallEnd> WaitForEndAsync(CancellationToken cancellationToken = default) => Tracker.WaitForEndAsync(cancellationToken);
}
