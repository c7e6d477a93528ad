using LiveKit.Sip.Calls.HangingUp;

namespace LiveKit.Sip;

public partial class SipCall
{
    private static readonly HangUpOptions ThisLeg = new();

    /// <summary>
    /// Hangs up, or stops the ringing, by removing the callee from the room (RemoveParticipant). Hanging up twice, or after
    /// the end, is fine. A participant who has taken over the identity since is left alone.
    /// </summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the call has ended.</returns>
    /// <exception cref="CallOutcomeUnknownException">
    /// The call rang, and LiveKit did not end its dial within two seconds of the removal: its SIP service may have died, and the phone may ring
    /// until <see cref="SipCallException.MayRingUntil"/>.
    /// </exception>
    /// <exception cref="LiveKitException">LiveKit could not be asked; see <see cref="TwirpException"/> and <see cref="LiveKitTransportException"/>.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task HangUpAsync(CancellationToken cancellationToken = default) => HangUpAsync(ThisLeg, cancellationToken);

    /// <summary>
    /// Hangs up with headers on the BYE (<c>lk.sip.EndCall</c>), or together with the whole room (DeleteRoom). LiveKit never answers
    /// <c>lk.sip.EndCall</c>, so the participant's absence is what is waited for, and where it does not come in time, or the call still
    /// rings, the participant is removed, all within a second or so. Hanging up twice, or after the end, is fine. A room is deleted once for each
    /// handle: DeleteRoom takes only a name, and a room that was made since under the same name is another's.
    /// </summary>
    /// <param name="options">How to hang up.</param>
    /// <param name="cancellationToken">Cancels the requests.</param>
    /// <returns>A task that completes when the call has ended.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="RequestValidationException">A header is wrong; nothing was sent.</exception>
    /// <exception cref="CallOutcomeUnknownException">The call rang, and LiveKit did not end its dial within two seconds: see <see cref="HangUpAsync(CancellationToken)"/>.</exception>
    /// <exception cref="LiveKitException">LiveKit could not be asked; see <see cref="TwirpException"/> and <see cref="LiveKitTransportException"/>.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task HangUpAsync(HangUpOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var copy = options.Copy();
        copy.Check();
        return new HangUpOperation(Context, Tracker).RunAsync(copy, cancellationToken);
    }

    /// <summary>A scope at whose end the call is hung up: <c>await using var scope = call.HangUpOnDispose();</c>.</summary>
    /// <param name="options">How to hang up. Default: only this leg, without headers.</param>
    /// <returns>The scope.</returns>
    /// <exception cref="RequestValidationException">A header is wrong.</exception>
    public virtual HangUpScope HangUpOnDispose(HangUpOptions? options = null) => new(this, options);
}
