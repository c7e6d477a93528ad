using LiveKit.Protocol;
using LiveKit.Sip.Calls.Transfers;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip;

public partial class SipClient
{
    /// <summary>
    /// Transfers an answered call to somebody else (<c>TransferSIPParticipant</c>, a SIP REFER) and waits until it is over. Never sent twice.
    /// After a failed transfer the call goes on; after a successful one LiveKit hangs up its own leg about a second later.
    /// </summary>
    /// <param name="roomName">The room that the callee is in.</param>
    /// <param name="participantIdentity">The callee's identity in the room.</param>
    /// <param name="transferTo">Where to: a phone number, or a URI that starts with <c>tel:</c>, <c>sip:</c> or <c>sips:</c>. A bare number is sent as <c>tel:</c>.</param>
    /// <param name="options">How. Default: without headers and dial tone, 30 seconds.</param>
    /// <param name="cancellationToken">Ends the waiting; whether the transfer happens is not known then.</param>
    /// <returns>What LiveKit told about the transfer; the target has answered.</returns>
    /// <exception cref="RequestValidationException">An argument is wrong; nothing was sent.</exception>
    /// <exception cref="CallRejectedException">The target is busy, declined or blocks the call.</exception>
    /// <exception cref="CallNotAnsweredException">The target did not answer; or the callee is not in the room any more (<see cref="CallOutcome.EndedElsewhere"/>).</exception>
    /// <exception cref="CallDestinationException">There is no such number.</exception>
    /// <exception cref="SipTrunkException">The carrier did not carry it out; many don't allow transfers.</exception>
    /// <exception cref="CallNotPlacedException">Nothing happened: request refused (the call rings still), permission lacking, service not available.</exception>
    /// <exception cref="TransferOutcomeUnknownException">It is not known whether the call was transferred.</exception>
    /// <exception cref="OperationCanceledException">The waiting was canceled.</exception>
    public virtual async Task<TransferResult> TransferAsync(
        string roomName,
        string participantIdentity,
        string transferTo,
        TransferOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var request = TransferRequests.Of(roomName, participantIdentity, transferTo, options);
        return new TransferResult(await SendAsync(request, TransferOptions.FindProblems(options), cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends LiveKit's own message (<c>TransferSIPParticipant</c>); the same promises and exceptions as <see cref="TransferAsync"/>.</summary>
    /// <param name="request">The message; not changed.</param>
    /// <param name="cancellationToken">Ends the waiting; whether the transfer happens is not known then.</param>
    /// <returns>LiveKit's answer, whose fields open-source servers leave at their defaults: that it came means that the target has answered.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="SipCallException">The call was not transferred, or it is not known.</exception>
    /// <exception cref="OperationCanceledException">The waiting was canceled.</exception>
    public virtual Task<TransferSIPParticipantResponse> TransferSipParticipantAsync(TransferSIPParticipantRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return SendAsync(request, new ProblemList(), cancellationToken);
    }

    private Task<TransferSIPParticipantResponse> SendAsync(TransferSIPParticipantRequest request, ProblemList problems, CancellationToken cancellationToken)
        => TransferOperation.RunAsync(Connection.Calls, PreparedTransfer.From(request, problems, Connection.Calls), cancellationToken);
}
