using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Requests;

namespace LiveKit.Sip.Calls.Dialing;

/// <content>How a dial that its own answer did not decide, or that failed, gets its outcome.</content>
internal sealed partial class DialOperation
{
    /// <summary>The one place where a dial that was not answered gets its outcome; when the answer alone does not decide, the room is looked into.</summary>
    private async Task<SIPParticipantInfo> SettleAsync(Verdict verdict, string said, LiveKitException cause, CancellationToken cancellationToken, CancellationToken callersToken)
    {
        if (verdict.RoomCheck != RoomCheck.None && !_dial.WasSent)
        {
            // The answer came from a handler or a test's stand-in: nothing was sent, so there is nothing to look up in the room.
            verdict = new Verdict(CallOutcome.ServiceUnavailable, mayHaveRung: false);
        }

        try
        {
            var finding = _options.ReconcileUnknown ? await AskRoomAsync(verdict, cause, cancellationToken).ConfigureAwait(false) : new Finding(verdict.Unconfirmed());
            if (finding.Callee is { } callee)
            {
                return SipAttributes.InfoOf(callee, _dial.RoomName);
            }

            verdict = finding.Verdict;
            if (verdict.Outcome == CallOutcome.Unknown || !_dial.WasSent)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw await CanceledAsync(callersToken).ConfigureAwait(false);
        }

        throw Failed(verdict, said, cause);
    }

    private async Task<Finding> AskRoomAsync(Verdict verdict, LiveKitException cause, CancellationToken cancellationToken)
    {
        if (verdict.RoomCheck == RoomCheck.SingleLook)
        {
            verdict = await new DialConfirmation(_context, Watch, Removal, verdict).LookOnceAsync(cause, cancellationToken).ConfigureAwait(false);
        }

        if (verdict.RoomCheck == RoomCheck.None)
        {
            return new Finding(verdict);
        }

        var finding = verdict.RoomCheck == RoomCheck.BriefLook
            ? await new DialConfirmation(_context, Watch, Removal, verdict).LookBrieflyAsync(cancellationToken).ConfigureAwait(false)
            : await new DialReconciliation(Watch, Removal, _dial, _context, verdict).RunAsync(cancellationToken).ConfigureAwait(false);
        Log.Reconciled(Logger, FailureFacts.NameOf(cause), finding.Verdict.Outcome.ToString(), _dial.RequestId);
        return finding;
    }

    private DateTimeOffset RingingEnd => CallClocks.RingingEnd(Time.GetUtcNow() - _dial.Elapsed(Time), _dial.Ringing);

    private SipCallException Failed(Verdict verdict, string said, Exception cause)
    {
        var facts = new CallFacts(_dial.RoomName, _dial.ParticipantIdentity, _dial.RequestId) { RingingEnd = RingingEnd, DialReference = _dial.Reference };
        var failure = facts.FailureOf(verdict, cause);
        if (verdict.Outcome == CallOutcome.Unknown)
        {
            Log.OutcomeUnknown(Logger, FailureFacts.NameOf(cause), failure.MayRingUntil, _dial.RequestId);
        }

        var message = FailureMessage.Of(verdict.Sentence ?? OutcomeTraits.Of(verdict.Outcome).Means, verdict, said, failure, (cause as TwirpException)?.Explanation ?? "");
        return SipCallException.Create(failure, _context.Twirp.Redactor.Redact(message, _dial.Secrets, _dial.Numbers), cause);
    }
}
