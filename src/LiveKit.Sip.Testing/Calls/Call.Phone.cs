using LiveKit.Protocol;
using LiveKit.Sip.Testing.Phones;

namespace LiveKit.Sip.Testing.Calls;

/// <content>This part lets the call follow the script of the phone, from the trunk's first reply to the answered call.</content>
internal sealed partial class Call
{
    private static readonly TimeSpan SipTransactionTimeout = TimeSpan.FromSeconds(32);

    private void Run(PhoneScript phone)
    {
        if (TrunkFailure.Of(_plan, phone) is { } failure)
        {
            Fail(failure.Error, failure.LeaveReason, failure.SipStatus);
            return;
        }

        switch (phone)
        {
            case PhoneScript.Rings rings:
                Ring(rings);
                break;
            case PhoneScript.Challenges challenge:
                Run(challenge.Then);
                break;
            case PhoneScript.Silent:
                _sipService.After(SipTransactionTimeout, () => Fail(CallErrors.NoReply, DisconnectReason.UserUnavailable));
                break;
        }
    }

    private void Ring(PhoneScript.Rings rings)
    {
        SetStatus("ringing");
        EnterStep(DialStep.Ringing);
        _phone.Ring(rings, OnRingingEnded);
        if (_isOrphaned)
        {
            RingUnattended();
        }
    }

    private void OnRingingEnded(RingResult result)
    {
        switch (result)
        {
            case var _ when _isOrphaned:
                // Nobody is left to hear what becomes of the phone.
                break;
            case RingResult.Rejects rejection:
                Fail(
                    SipStatusError.OfInvite(rejection.SipStatus, rejection.Phrase),
                    LeaveReasons.Of(rejection.SipStatus, rejection.Phrase),
                    rejection.SipStatus);
                break;
            case RingResult.AnswersInVain vain:
                Fail(vain.Failure);
                break;
            case RingResult.AnswersWithoutEncryption when _plan.RequiresEncryption:
                Fail(FailedPickup.NoCommonEncryption);
                break;
            default:
                OnAnswered((result as RingResult.Answers)?.TalkFor);
                break;
        }
    }

    private void OnAnswered(TimeSpan? talkFor)
    {
        _isAnswered = true;
        _participant.Change(info => _remoteHeaders.AddTo(info, _plan));
        EnterStep(DialStep.Answered);
        if (_isOrphaned)
        {
            return;
        }

        if (_plan.DeadlineAtAnswer)
        {
            _response.Decide(DialResponse.Failure(CallErrors.DeadlinePassed));
        }

        var dtmf = DtmfDuration.Of(_plan.Request.Dtmf);
        if (dtmf > TimeSpan.Zero)
        {
            SetStatus("automation");
            EnterStep(DialStep.Automation);
        }

        _sipService.After(dtmf, () => Activate(talkFor));
    }

    private void Activate(TimeSpan? talkFor)
    {
        SetStatus("active");
        EnterStep(DialStep.Active);
        if (_isOrphaned)
        {
            return;
        }

        Succeed();
        if (talkFor is { } time)
        {
            _sipService.After(time, () => HangUp(DialEndReason.CalleeHungUp));
        }
    }
}
