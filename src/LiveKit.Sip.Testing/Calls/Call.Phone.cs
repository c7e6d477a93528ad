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
            Fail(failure.Error, failure.SipStatus);
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
                _sipService.After(SipTransactionTimeout, () => Fail(CallErrors.NoReply));
                break;
        }
    }

    private void Ring(PhoneScript.Rings rings)
    {
        SetStatus("ringing");
        EnterStep(DialStep.Ringing);
        _phone.Ring(rings, OnRingingEnded);
    }

    private void OnRingingEnded(RingResult result)
    {
        switch (result)
        {
            case RingResult.Rejects rejection:
                Fail(SipStatusError.OfInvite(rejection.SipStatus, rejection.Phrase), rejection.SipStatus);
                break;
            case RingResult.AnswersWithoutCommonCodec:
                Fail(CallErrors.NoCommonCodec);
                break;
            case RingResult.AnswersWithoutEncryption when _plan.RequiresEncryption:
                Fail(CallErrors.NoCommonEncryption);
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
        Succeed();
        if (talkFor is { } time)
        {
            _sipService.After(time, () => HangUp(DialEndReason.CalleeHungUp));
        }
    }
}
