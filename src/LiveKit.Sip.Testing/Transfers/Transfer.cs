using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Phones;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Transfers;

/// <summary>One transfer from the REFER to its outcome. Everything happens under the lock of rooms and calls.</summary>
internal sealed class Transfer
{
    private static readonly RingResult.Rejects Unreachable = new(503, SipStatusTable.UsualPhrase(503));

    private readonly TaskCompletionSource<TwirpError?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MockTransfer _record;
    private readonly Call _call;
    private readonly GateTimers _timers;
    private readonly TransferFailure _failures;

    public Transfer(MockTransfer record, Call call, GateTimers timers, TransferFailure failures)
    {
        _record = record;
        _call = call;
        _timers = timers;
        _failures = failures;
    }

    /// <summary>Completes with the error of the transfer, or with <see langword="null"/> when the target has answered.</summary>
    public Task<TwirpError?> Outcome => _outcome.Task;

    public void Start(PhoneScript target, TimeSpan timeout)
    {
        // The carrier goes on with the transfer after LiveKit has stopped waiting for the result, so the timers of the phone keep running.
        _timers.After(timeout, () => _outcome.TrySetResult(_failures.TimedOut()));
        Run(target);
    }

    public void Stop()
    {
        _timers.Stop();
        _outcome.TrySetResult(CallErrors.ServiceStopped);
    }

    private void Run(PhoneScript target)
    {
        switch (target)
        {
            case PhoneScript.Rings { Then: RingResult.Nothing or RingResult.AnswersTooLate }:
                _record.Rang = true;
                break;
            case PhoneScript.Rings rings:
                _record.Rang = true;
                _timers.After(rings.For, () => Finish(rings.Then));
                break;
            case PhoneScript.RefusesTransfer refusal:
                Fail(refusal.SipStatus, refusal.Phrase, prefix: null);
                break;
            case PhoneScript.Challenges challenge:
                // The carrier dials the target, so the carrier has to know its credentials.
                Run(challenge.Then);
                break;
            case PhoneScript.RefusesConnection:
                Finish(Unreachable);
                break;
        }
    }

    private void Finish(RingResult result)
    {
        if (result is RingResult.Rejects rejection)
        {
            Fail(rejection.SipStatus, rejection.Phrase, "call transfer failed");
            return;
        }

        _record.IsAnswered = true;
        _call.EndAfterTransfer();
        _outcome.TrySetResult(null);
    }

    private void Fail(int sipStatus, string phrase, string? prefix)
    {
        _record.SipStatus = sipStatus;
        _outcome.TrySetResult(_failures.Rejected(sipStatus, phrase, prefix));
    }
}
