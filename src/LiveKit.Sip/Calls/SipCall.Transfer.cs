using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Transfers;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip;

public partial class SipCall
{
    /// <summary>
    /// Transfers the answered call to somebody else and waits until that is over; see <see cref="SipClient.TransferAsync"/>, whose exceptions are
    /// the same. After a failed transfer the call goes on. The callee is looked at first: TransferSIPParticipant takes only an identity, so between
    /// looking and transferring a few milliseconds of doubt remain in which another could take the identity over.
    /// </summary>
    /// <param name="transferTo">Where to: a phone number, or a URI that starts with <c>tel:</c>, <c>sip:</c> or <c>sips:</c>.</param>
    /// <param name="options">How. Default: without headers and dial tone, 30 seconds.</param>
    /// <param name="cancellationToken">Ends the waiting; whether the transfer happens is not known then.</param>
    /// <returns>What LiveKit told about the transfer; the target has answered.</returns>
    /// <exception cref="InvalidOperationException">The call is known to ring still; nothing was sent. Or the handle was made without a client.</exception>
    /// <exception cref="RequestValidationException">An argument is wrong; nothing was sent.</exception>
    /// <exception cref="SipCallException">The call was not transferred, or it is not known (<see cref="TransferOutcomeUnknownException"/>).</exception>
    /// <exception cref="OperationCanceledException">The waiting was canceled.</exception>
    public virtual async Task<TransferResult> TransferAsync(string transferTo, TransferOptions? options = null, CancellationToken cancellationToken = default)
    {
        var context = Context;
        var transfer = PreparedTransfer.From(TransferRequests.Of(RoomName, ParticipantIdentity, transferTo, options), TransferOptions.FindProblems(options), context);

        // LiveKit would refuse the transfer of a call that rings too, but only once the ringing is over. And it takes only an identity, which may
        // be another's by now.
        if (Tracker.AwaitsAnswer || SipAttributes.IsUnanswered(await FindForTransferAsync(cancellationToken).ConfigureAwait(false)))
        {
            throw new InvalidOperationException($"The call is not answered yet, so it cannot be transferred: wait for {nameof(WaitForAnswerAsync)}.");
        }

        var result = new TransferResult(await TransferOperation.RunAsync(context, transfer, cancellationToken).ConfigureAwait(false));
        Tracker.Mark(static history => history.TransferredHere = true);
        return result;
    }

    /// <exception cref="SipCallException">The callee has left, or LiveKit cannot be asked; nothing was transferred.</exception>
    private async Task<ParticipantInfo> FindForTransferAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Callee.FindAsync(cancellationToken).ConfigureAwait(false) ?? throw NotTransferred(new Verdict(CallOutcome.EndedElsewhere, mayHaveRung: false), cause: null);
        }
        catch (LiveKitException e) when (e is not SipCallException)
        {
            throw NotTransferred(TransferVerdicts.OfLook(Context.Classifier, e), e);
        }
    }

    private SipCallException NotTransferred(Verdict verdict, Exception? cause)
    {
        var failure = new CallFacts(RoomName, ParticipantIdentity, RequestId).FailureOf(verdict, cause);
        return SipCallException.Create(failure, $"The call was not transferred. {verdict.Sentence ?? TransferTexts.Of(verdict.Outcome)} ({verdict.Outcome}).", cause);
    }
}
