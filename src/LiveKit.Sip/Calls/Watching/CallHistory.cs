using LiveKit.Protocol;

namespace LiveKit.Sip.Calls.Watching;

/// <summary>What is known of one call so far, and what follows from it about its end.</summary>
internal sealed class CallHistory
{
    private bool _wasAnswered;
    private bool _rang;
    private bool _isEndTold;
    private CallStatus _lastNoted;

    /// <summary>How far the call is known to have come, or got before its end.</summary>
    public CallStatus Last { get; private set; }

    /// <summary>In which ways this side may have hung up.</summary>
    public HangUpWays HungUpHere { get; set; }

    /// <summary>Whether it is known to have been answered, DTMF keys included.</summary>
    public bool WasActive { get; private set; }

    /// <summary>This side has transferred the call.</summary>
    public bool TransferredHere { get; set; }

    /// <summary>LiveKit's reason for the participant's leaving.</summary>
    public DisconnectReason? Reason { get; set; }

    /// <summary>How the waiting dial failed.</summary>
    public SipCallException? Error { get; set; }

    /// <returns>Whether it is a change: a call only goes forward, so what comes late is no change.</returns>
    public bool Note(CallStatus status)
    {
        // The values of CallStatus stand in the order in which a call goes through them.
        if (status == _lastNoted || (status != CallStatus.Unknown && status < Last))
        {
            return false;
        }

        _lastNoted = status;
        if (status == CallStatus.Unknown)
        {
            return true;
        }

        Last = status;
        _rang |= status is CallStatus.Ringing or CallStatus.Automation or CallStatus.Active or CallStatus.Hangup;
        WasActive |= status == CallStatus.Active;
        _wasAnswered |= status is CallStatus.Automation or CallStatus.Active or CallStatus.Hangup;
        return true;
    }

    /// <summary>Notes that the dial was answered.</summary>
    public void NoteAnswered()
    {
        Last = Last < CallStatus.Active ? CallStatus.Active : Last;
        _rang = _wasAnswered = WasActive = true;
    }

    /// <summary>Makes the next status count as a change, so that whoever begins to watch learns it.</summary>
    public void Forget() => _lastNoted = CallStatus.Unknown;

    /// <summary>Notes the last status that the participant's leaving showed: from then on nothing is left open.</summary>
    public void NoteEnd(CallStatus last)
    {
        Note(last);
        _isEndTold = last != CallStatus.Unknown;
    }

    public CallEnd End() => new(
        Cause(),
        Last,
        _rang ? true : _isEndTold ? false : null,
        _wasAnswered || Error is { WasPickedUp: true } ? true : _isEndTold || Error is { Outcome: not (CallOutcome.Unknown or CallOutcome.EndedElsewhere) } ? false : null,
        Reason,
        Error);

    private CallEndCause Cause() => Reason switch
    {
        _ when IsOurHangUp() => CallEndCause.HungUp,
        DisconnectReason.DuplicateIdentity => CallEndCause.IdentityTaken,
        DisconnectReason.RoomDeleted or DisconnectReason.RoomClosed => CallEndCause.RoomDeleted,
        DisconnectReason.ParticipantRemoved => CallEndCause.Removed,
        DisconnectReason.UserUnavailable or DisconnectReason.UserRejected => CallEndCause.NotAnswered,
        null or DisconnectReason.ClientInitiated when TransferredHere => CallEndCause.Transferred,
        DisconnectReason.ClientInitiated or DisconnectReason.SipTrunkFailure or DisconnectReason.MediaFailure when !_wasAnswered => CallEndCause.NotAnswered,
        DisconnectReason.ClientInitiated => CallEndCause.Callee,
        _ => Error is { Outcome: not (CallOutcome.Unknown or CallOutcome.EndedElsewhere) } ? CallEndCause.NotAnswered : CallEndCause.Unknown,
    };

    // Each way of hanging up leaves a reason of its own; a different reason says that the call had ended before.
    private bool IsOurHangUp() => Reason switch
    {
        null => HungUpHere != HangUpWays.None,
        DisconnectReason.ParticipantRemoved => HungUpHere.HasFlag(HangUpWays.RemoveParticipant),
        DisconnectReason.ClientInitiated => HungUpHere.HasFlag(HangUpWays.EndCall),
        DisconnectReason.RoomDeleted or DisconnectReason.RoomClosed => HungUpHere.HasFlag(HangUpWays.DeleteRoom),
        _ => false,
    };
}
