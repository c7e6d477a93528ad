using LiveKit.Protocol;
using LiveKit.Sip.Calls;

namespace LiveKit.Sip;

public partial class SipClient
{
    /// <summary>Calls a phone and waits until it is answered (<c>CreateSIPParticipant</c>). Never sent twice.</summary>
    /// <param name="request">Whom to call, and how.</param>
    /// <param name="cancellationToken">Cancels the dial: the participant is removed, so that the phone goes quiet.</param>
    /// <returns>The answered call. Letting go of it does not end the call.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="CallRejectedException">Busy, declined or blocked.</exception>
    /// <exception cref="CallNotAnsweredException">Nobody answered, or somebody else ended the call.</exception>
    /// <exception cref="CallDestinationException">There is no such number.</exception>
    /// <exception cref="SipTrunkException">The trunk or the carrier did not carry the call.</exception>
    /// <exception cref="CallMediaException">No common codec or encryption.</exception>
    /// <exception cref="CallNotPlacedException">Nothing was dialed: request refused, permission lacking, service not available.</exception>
    /// <exception cref="CallOutcomeUnknownException">It is not known what became of the call.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual Task<SipCall> DialAsync(DialRequest request, CancellationToken cancellationToken = default)
        => DialAsync(request, options: null, cancellationToken);

    /// <inheritdoc cref="DialAsync(DialRequest, CancellationToken)" />
    /// <param name="request">Whom to call, and how.</param>
    /// <param name="options">How the dial behaves. <see langword="null"/> means the defaults of <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the dial as the options say.</param>
    public virtual Task<SipCall> DialAsync(DialRequest request, DialOptions? options, CancellationToken cancellationToken = default)
        => Connection.Dialer.DialAsync(request, options, cancellationToken);

    /// <summary>Calls a phone like <see cref="DialAsync(DialRequest, CancellationToken)"/> and returns every outcome instead of throwing it.</summary>
    /// <param name="request">Whom to call, and how.</param>
    /// <param name="options">How the dial behaves. Default: see <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the dial as the options say.</param>
    /// <returns>The outcome, with the call or the reason.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual Task<DialResult> TryDialAsync(DialRequest request, DialOptions? options = null, CancellationToken cancellationToken = default)
        => Connection.Dialer.TryDialAsync(request, options, cancellationToken);

    /// <summary>
    /// Calls a phone and returns as soon as LiveKit has taken the call, while it is being dialed. The waiting request goes on behind
    /// the handle, because only that request learns how a failed call ended.
    /// </summary>
    /// <param name="request">Whom to call, and how.</param>
    /// <param name="options">How the dial behaves. Default: see <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the dial until this method returns; from then on there is <see cref="SipCall.HangUpAsync(CancellationToken)"/>.</param>
    /// <returns>The ringing call; <see cref="SipCall.WaitForAnswerAsync"/> ends in the outcomes of <see cref="DialAsync(DialRequest, CancellationToken)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="SipCallException">The call ended before it could be handed out; the same exceptions as from <see cref="DialAsync(DialRequest, CancellationToken)"/>.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual Task<SipCall> StartDialAsync(DialRequest request, DialOptions? options = null, CancellationToken cancellationToken = default)
        => Connection.Dialer.StartDialAsync(request, options, cancellationToken);

    /// <summary>Sends LiveKit's own message (<c>CreateSIPParticipant</c>), with or without waiting for the answer. Never sent twice.</summary>
    /// <param name="request">
    /// The message; not changed. Without a ringing timeout it is sent with 30 seconds, without an identity with a unique one.
    /// With <c>wait_until_answered</c> false LiveKit answers once it has taken the call, and how it ends is not learned.
    /// </param>
    /// <param name="options">How the dial behaves. Default: see <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the dial as the options say.</param>
    /// <returns>LiveKit's ids of the call.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="SipCallException">The call was not answered, or not taken; the same exceptions as from <see cref="DialAsync(DialRequest, CancellationToken)"/>.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual Task<SIPParticipantInfo> CreateSipParticipantAsync(
        CreateSIPParticipantRequest request,
        DialOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Connection.Dialer.CreateParticipantAsync(request, options, cancellationToken);
    }
}
