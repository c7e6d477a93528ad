using LiveKit.Protocol;
using LiveKit.Sip.Exceptions;

namespace LiveKit.Sip.Calls.Context;

/// <summary>How the request of a dial ended.</summary>
internal enum DialReply
{
    /// <summary>Without a word of LiveKit's about the call: lost, replaced by another's answer, or LiveKit's own deadline passed.</summary>
    Lost = 0,

    /// <summary>LiveKit said that the call failed.</summary>
    Failed,

    /// <summary>LiveKit reported a failure in words that are not known, which may have come after the answer.</summary>
    Doubtful,

    /// <summary>LiveKit said that the call was answered, or was taken where the dial does not wait.</summary>
    Answered,
}

/// <summary>
/// What has been observed of one dial, whoever looked: the dial itself, a listener to its progress, those who watch its handle, or an event from
/// outside. Thread-safe.
/// </summary>
internal sealed class DialObservations
{
    private readonly TaskCompletionSource<DialReply> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private DialReply? _replySoFar;
    private CallStatus _last;
    private bool _isSeen;
    private bool _hasRungOut;

    /// <summary>Completes when the dial's request has ended.</summary>
    public Task<DialReply> Reply => _reply.Task;

    /// <summary>How the dial's request has ended; null while it is open.</summary>
    public DialReply? ReplySoFar
    {
        get
        {
            lock (_gate)
            {
                return _replySoFar;
            }
        }
    }

    /// <summary>What finds the dial again, for those who have a handle on a call that rings; null where there is none.</summary>
    public DialReference? Reference { get; set; }

    /// <summary>How far the call is known to have come; <see cref="CallStatus.Unknown"/> if nobody has seen it.</summary>
    public CallStatus Last
    {
        get
        {
            lock (_gate)
            {
                return _last;
            }
        }
    }

    /// <summary>Whether the call is known to have been answered.</summary>
    public bool WasAnswered => Last is CallStatus.Automation or CallStatus.Active or CallStatus.Hangup;

    /// <summary>
    /// Whether the participant was seen, and no request has failed since by a lost connection or a server in trouble: a LiveKit that was
    /// restarted has forgotten its rooms while the phone rings on, so that an absence proves nothing then.
    /// </summary>
    public bool ProvesAbsence
    {
        get
        {
            lock (_gate)
            {
                return _isSeen;
            }
        }
    }

    /// <summary>Whether an event said that nobody answered.</summary>
    public bool HasRungOut
    {
        get
        {
            lock (_gate)
            {
                return _hasRungOut;
            }
        }
    }

    /// <summary>Notes how the dial's request ended.</summary>
    public void NoteReply(DialReply reply)
    {
        lock (_gate)
        {
            _replySoFar = reply;
        }

        _reply.TrySetResult(reply);
    }

    /// <summary>Notes a look, or an event, that showed the participant.</summary>
    public void NoteSeen(CallStatus status)
    {
        lock (_gate)
        {
            _isSeen = true;

            // The values of CallStatus stand in the order in which a call goes through them, and a call only goes forward.
            _last = status > _last && status != CallStatus.Gone ? status : _last;
        }
    }

    /// <summary>Notes that a request failed.</summary>
    public void NoteFailure(Exception failure)
    {
        if (FailureFacts.IsTransient(failure))
        {
            NoteTrouble();
        }
    }

    /// <summary>Notes that LiveKit may have been restarted.</summary>
    public void NoteTrouble()
    {
        lock (_gate)
        {
            _isSeen = false;
        }
    }

    /// <summary>Notes an event of the participant's leaving.</summary>
    public void NoteLeft(CallStatus last, DisconnectReason reason)
    {
        NoteSeen(last);
        lock (_gate)
        {
            _hasRungOut = reason == DisconnectReason.UserUnavailable;
        }
    }
}
