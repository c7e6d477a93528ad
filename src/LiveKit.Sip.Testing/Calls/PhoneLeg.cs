using LiveKit.Sip.Testing.Phones;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>The callee's phone during one call: it can go on ringing when LiveKit has forgotten about it.</summary>
internal sealed class PhoneLeg
{
    private readonly MockDial _record;
    private readonly CallClock _clock;
    private Action<RingResult>? _onResult;
    private int _limits;

    /// <summary>Creates the phone of a call.</summary>
    /// <param name="record">Where it is written down whether it rings.</param>
    /// <param name="clock">The timers of this phone alone.</param>
    public PhoneLeg(MockDial record, CallClock clock)
    {
        _record = record;
        _clock = clock;
    }

    public bool IsRinging { get; private set; }

    /// <summary>Rings until the script says what comes of it, which goes to whoever controls the call.</summary>
    public void Ring(PhoneScript.Rings rings, Action<RingResult> onResult)
    {
        IsRinging = true;
        _onResult = onResult;
        _record.StartRinging();
        if (rings.Then is not RingResult.Nothing)
        {
            _clock.After(rings.For, () =>
            {
                Hush();
                _onResult?.Invoke(rings.Then);
            });
        }
    }

    /// <summary>Makes the phone quiet: it was cancelled, answered, or turned the call down.</summary>
    public void Hush()
    {
        _clock.Stop();
        if (IsRinging)
        {
            IsRinging = false;
            _record.StopRinging(_clock.Now);
        }
    }

    /// <summary>Nobody follows the phone any more: it rings until its script ends that, or for so long.</summary>
    public void RingOn(TimeSpan atMost)
    {
        _onResult = null;
        if (IsRinging)
        {
            // The last to give the phone up says how long.
            var limit = ++_limits;
            _clock.After(atMost, () =>
            {
                if (limit == _limits)
                {
                    Hush();
                }
            });
        }
    }
}
