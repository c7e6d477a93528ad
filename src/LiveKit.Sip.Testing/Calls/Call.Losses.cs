namespace LiveKit.Sip.Testing.Calls;

/// <content>How a call is cut off from its server or its SIP service.</content>
internal sealed partial class Call
{
    /// <summary>The server is stopped in an orderly way: the call ends, and whoever waits for it is told.</summary>
    public void Stop()
    {
        End(DialEndReason.ServerStopped, CallErrors.ServiceStopped);
        _server.Stop();
        _phone.Hush();
        _answer.Settle(CallAnswer.Failure(CallErrors.ServiceStopped));
        Publish();
    }

    /// <summary>The SIP service dies: nobody moves the call any more, and no CANCEL or BYE reaches the phone.</summary>
    public void LoseSipService()
    {
        _outOfReach = true;
        _sipService.Stop();
        _phone.RingOn(_start + CarrierPatience - _sipService.Now);
        Publish();
    }

    /// <summary>
    /// The server dies, and the SIP service lives: it ends what was answered, or is answered later, and lets the
    /// phone ring for the time that the dial gave it.
    /// </summary>
    public void LoseServer()
    {
        if (!_outOfReach)
        {
            _outOfReach = true;
            var ringing = _plan.RingingTimeout < _plan.MaxDuration ? _plan.RingingTimeout : _plan.MaxDuration;
            _phone.RingOn(_start + ringing - _sipService.Now);
        }

        End(DialEndReason.ServerCrashed, CallErrors.ServiceStopped);
        _server.Stop();
        _answer.Settle(CallAnswer.Dropped);
        Publish();
    }
}
