using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Phones;

namespace LiveKit.Sip.Testing.Transfers;

/// <summary>One transfer, from the REFER on. Everything happens under the lock of rooms and calls.</summary>
internal sealed class Transfer
{
    private static readonly RingResult.Rejects Unreachable = new(503, SipStatusTable.UsualPhrase(503));

    private readonly TaskCompletionSource<TwirpError?> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly MockTransfer _record;
    private readonly Call _call;
    private readonly CallClock _clock;

    public Transfer(MockTransfer record, Call call, TimeProvider time, object gate)
    {
        _record = record;
        _call = call;
        // Nothing waits for a step of a transfer but its own outcome.
        _clock = new CallClock(time, gate, () => { });
    }

    /// <summary>The error; <see langword="null"/> when the target has answered.</summary>
    public Task<TwirpError?> Outcome => _outcome.Task;

    public void Start(PhoneScript target, TimeSpan patience)
    {
        // The carrier goes on when LiveKit has stopped waiting for its word, so the phone's timers stay.
        _clock.After(patience, () => _outcome.TrySetResult(CallErrors.DeadlinePassed));
        Follow(target);
    }

    public void Stop()
    {
        _clock.Stop();
        _outcome.TrySetResult(CallErrors.ServiceStopped);
    }

    private void Follow(PhoneScript target)
    {
        switch (target)
        {
            case PhoneScript.Rings { Then: RingResult.Nothing }:
                _record.Rang = true;
                break;
            case PhoneScript.Rings rings:
                _record.Rang = true;
                _clock.After(rings.For, () => Finish(rings.Then));
                break;
            case PhoneScript.RefusesTransfer refusal:
                Fail(refusal.SipStatus, refusal.Phrase, lead: null);
                break;
            case PhoneScript.Challenges challenge:
                // The credentials at the target are the carrier's business.
                Follow(challenge.Then);
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
        _call.LeaveToTransfer();
        _outcome.TrySetResult(null);
    }

    private void Fail(int sipStatus, string phrase, string? lead)
    {
        _record.SipStatus = sipStatus;
        _outcome.TrySetResult(SipFailure.OfTransfer(sipStatus, phrase, lead));
    }
}
