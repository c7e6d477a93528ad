namespace LiveKit.Sip.Testing.Calls;

/// <content>This part says what happens to the call when its server or its SIP service stops.</content>
internal sealed partial class Call
{
    // RFC 3261 (timer C) lets a carrier end an INVITE that nobody cancels after three minutes of ringing.
    private static readonly TimeSpan CarrierRingingTimeout = TimeSpan.FromMinutes(3);

    // The server keeps a participant for this long after the SIP service, which holds the participant's connection, has died.
    private static readonly TimeSpan LostParticipantTimeout = TimeSpan.FromSeconds(20);

    /// <summary>The server stops in an orderly way: the call ends, and the request that waits for it gets an error.</summary>
    public void OnServerStopped()
    {
        End(DialEndReason.ServerStopped, CallErrors.ServiceStopped);
        _server.Stop();
        _phone.StopRinging();
        _response.Decide(DialResponse.Failure(CallErrors.ServiceStopped));
        Publish();
    }

    /// <summary>The SIP service dies.</summary>
    public void OnSipServiceStopped()
    {
        Orphan();
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

    /// <summary>
    /// Takes the call's SIP service away. The call stays in its step until the server misses the participant, and neither a CANCEL nor a BYE
    /// reaches the phone.
    /// </summary>
    private void Orphan()
    {
        if (!_isOrphaned)
        {
            _server.After(LostParticipantTimeout, () => End(DialEndReason.SipServiceLost, CallErrors.TimedOut));
        }

        _isOrphaned = true;
        _sipService.Stop();
        RingUnattended();
    }

    private void RingUnattended() => _phone.RingUnattended(_start + CarrierRingingTimeout - _sipService.Now);
}
