using LiveKit.Sip.Testing.Phones;
using LiveKit.Sip.Testing.Rooms;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>The callee's phone during one call. It is apart from the call because it can go on ringing after LiveKit has lost the call.</summary>
internal sealed class PhoneLeg
{
    private readonly MockDial _record;
    private readonly GateTimers _timers;
    private Action<RingResult>? _onResult;
    private RingResult? _then;
    private int _limits;

    /// <summary>Creates the phone of a call.</summary>
    /// <param name="record">The record of the call, which shows whether the phone rings.</param>
    /// <param name="timers">The timers of this phone alone.</param>
    public PhoneLeg(MockDial record, GateTimers timers)
    {
        _record = record;
        _timers = timers;
    }

    public bool IsRinging { get; private set; }

    /// <summary>Lets the phone ring for as long as its script says, and then passes the result to the call.</summary>
    public void Ring(PhoneScript.Rings rings, Action<RingResult> onResult)
    {
        IsRinging = true;
        _onResult = onResult;
        _then = rings.Then;
        _record.StartRinging();
        if (rings.Then is not (RingResult.Nothing or RingResult.AnswersTooLate))
        {
            _timers.After(rings.For, () =>
            {
                StopRinging();
                if (rings.Then.IsPickup)
                {
                    _record.PickUp(_timers.Now);
                }

                _onResult?.Invoke(rings.Then);
            });
        }
    }

    /// <summary>Lets the callee pick up now, at the end of the ringing time, if the script says so. The result tells whether it does.</summary>
    public bool PickUpTooLate()
    {
        if (!IsRinging || _then is not RingResult.AnswersTooLate)
        {
            return false;
        }

        StopRinging();
        _record.PickUp(_timers.Now);
        return true;
    }

    /// <summary>Ends the ringing, because the call was canceled, answered or rejected.</summary>
    public void StopRinging()
    {
        _timers.Stop();
        if (IsRinging)
        {
            IsRinging = false;
            _record.StopRinging(_timers.Now);
        }
    }

    /// <summary>
    /// Separates the phone from its call, whose SIP service or server is gone. The phone rings until its script ends the ringing, and no
    /// longer than the limit.
    /// </summary>
    public void RingUnattended(TimeSpan limit)
    {
        _onResult = null;
        if (IsRinging)
        {
            // The SIP service and the server can be lost one after the other, and then the later limit counts.
            var number = ++_limits;
            _timers.After(limit, () =>
            {
                if (number == _limits)
                {
                    StopRinging();
                }
            });
        }
    }
}
