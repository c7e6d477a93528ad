namespace LiveKit.Sip.Testing.Calls;

/// <content>This part says what happens to the call when its server or its SIP service stops.</content>
internal sealed partial class Call
{
    // RFC 3261 (timer C) lets a carrier end an INVITE that nobody cancels after three minutes of ringing.
    private static readonly TimeSpan CarrierRingingTimeout = TimeSpan.FromMinutes(3);

    /// <summary>The server stops in an orderly way: the call ends, and the request that waits for it gets an error.</summary>
    public void OnServerStopped()
    {
        End(DialEndReason.ServerStopped, CallErrors.ServiceStopped);
        _server.Stop();
        _phone.StopRinging();
        _response.Decide(DialResponse.Failure(CallErrors.ServiceStopped));
        Publish();
    }

    /// <summary>The SIP service dies: the call stays in its step, and neither a CANCEL nor a BYE reaches the phone.</summary>
    public void OnSipServiceStopped()
    {
        _isOrphaned = true;
        _sipService.Stop();
        _phone.RingUnattended(_start + CarrierRingingTimeout - _sipService.Now);
        Publish();
    }

    /// <summary>
    /// The server dies while the SIP service lives. The SIP service ends a call that is answered, now or later, and lets a phone ring for
    /// as long as the dial allowed.
    /// </summary>
    public void OnServerCrashed()
    {
        if (!_isOrphaned)
        {
            _isOrphaned = true;
            var ringing = _plan.RingingTimeout < _plan.MaxDuration ? _plan.RingingTimeout : _plan.MaxDuration;
            _phone.RingUnattended(_start + ringing - _sipService.Now);
        }

        End(DialEndReason.ServerCrashed, CallErrors.ServiceStopped);
        _server.Stop();
        _response.Decide(DialResponse.Dropped);
        Publish();
    }
}
