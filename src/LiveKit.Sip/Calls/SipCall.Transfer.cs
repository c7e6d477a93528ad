namespace LiveKit.Sip;

public partial class SipCall
{
    private readonly SipClient? _sip;

    /// <summary>
    /// Transfers the answered call to somebody else and waits until that is over; see <see cref="SipClient.TransferAsync"/>, whose exceptions are
    /// the same. After a failed transfer the call goes on.
    /// </summary>
    /// <param name="transferTo">Where to: a phone number, or a URI that starts with <c>tel:</c>, <c>sip:</c> or <c>sips:</c>.</param>
    /// <param name="options">How. Default: without headers and dial tone, 30 seconds.</param>
    /// <param name="cancellationToken">Ends the waiting; whether the transfer happens is not known then.</param>
    /// <returns>What LiveKit told about the transfer; the target has answered.</returns>
    /// <exception cref="InvalidOperationException">The call is known to ring still; nothing was sent. Or the handle was made without a <see cref="SipClient"/>.</exception>
    /// <exception cref="RequestValidationException">An argument is wrong; nothing was sent.</exception>
    /// <exception cref="SipCallException">The call was not transferred, or it is not known (<see cref="TransferOutcomeUnknownException"/>).</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public virtual async Task<TransferResult> TransferAsync(string transferTo, TransferOptions? options = null, CancellationToken cancellationToken = default)
    {
        var sip = _sip ?? throw new InvalidOperationException($"This handle was made without a {nameof(SipClient)}.");

        // LiveKit would refuse it too, but only once the ringing is over.
        if (Tracker.AwaitsAnswer || Tracker.IsSeenRinging)
        {
            throw new InvalidOperationException($"The call is not answered yet, so it cannot be transferred: wait for {nameof(WaitForAnswerAsync)}.");
        }

        var result = await sip.TransferAsync(RoomName, ParticipantIdentity, transferTo, options, cancellationToken).ConfigureAwait(false);
        Tracker.Mark(static story => story.TransferredHere = true);
        return result;
    }
}
