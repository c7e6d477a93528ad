using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Common;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;

namespace LiveKit.Sip.Calls.Watching;

/// <summary>Asks LiveKit again and again where a call stands, until the call has ended or nobody watches any more.</summary>
internal sealed class CallPoll
{
    private static readonly TimeSpan WhileRinging = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan WhileEnding = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan OnceActive = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>How long the event of the participant's leaving is waited for, where events come at all.</summary>
    private static readonly TimeSpan EventTimeout = TimeSpan.FromSeconds(2);

    private readonly CallContext _context;
    private readonly CallTracker _call;
    private readonly long _startedAt;
    private TimeSpan _pause = WhileRinging;
    private CallStatus _status;

    private CallPoll(CallContext context, CallTracker call)
    {
        _context = context;
        _call = call;
        _startedAt = Time.GetTimestamp();
    }

    private TimeProvider Time => _context.Time;

    /// <summary>Polls for one call; what goes wrong is told to those who watch the call.</summary>
    public static async Task RunAsync(CallContext context, CallTracker call, CancellationToken cancellationToken)
    {
        var poll = new CallPoll(context, call);

        // The caller holds the tracker's lock.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Closed);
        try
        {
            await new Poller(context, poll.Plan).RunAsync(poll.LookAsync, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Nobody watches any more, or the end became known in another way.
        }
        catch (OperationCanceledException) when (context.Closed.IsCancellationRequested)
        {
            call.Fail(new ObjectDisposedException(PublicNames.Client));
        }
        catch (Exception e)
        {
            call.Fail(e);
        }
    }

    private PollPlan Plan => new()
    {
        NextPause = _ => _pause,
        Jitter = 0.1,
        GoesOnAfter = e =>
        {
            // The call goes on, seen or not.
            _pause = TimeSpans.Min(_pause * 2, LongestPause);
            _call.Observations.NoteFailure(e);
            return e is LiveKitException && !FailureFacts.IsFinal(e);
        },
    };

    private async Task<bool> LookAsync(PacedRequest request, CancellationToken cancellationToken)
    {
        if (_call.StopsUnread())
        {
            return true;
        }

        var participant = await TimeLimit.RunAsync(
            Polling.LookTimeout,
            _context,
            request.RequestId,
            token => _call.Callee.LookAsync(request, token),
            cancellationToken).ConfigureAwait(false);
        if (request.HasFailedBefore)
        {
            _call.Observations.NoteTrouble();
        }

        return await HasEndedAsync(participant, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> HasEndedAsync(ParticipantInfo? participant, CancellationToken cancellationToken)
    {
        // Another participant with the same identity shows that the callee has gone, and not that the callee was thrown out: the callee may
        // have left before.
        if (participant is null || !_call.Callee.IsCallee(participant))
        {
            if (!_call.Callee.IsKnown && Time.GetElapsedTime(_startedAt) < Polling.JoinTimeout)
            {
                return false;
            }

            await WaitForReasonAsync(cancellationToken).ConfigureAwait(false);
            _call.End();
            return true;
        }

        var status = SipAttributes.StatusOf(participant);
        var wasEnding = _status == CallStatus.Hangup;
        _status = status;
        _call.Note(status);
        _pause = status switch
        {
            CallStatus.Active => TimeSpans.Min(TimeSpans.Max(_pause * 1.5, OnceActive), LongestPause),
            CallStatus.Hangup => TimeSpans.Min(wasEnding ? _pause * 2 : WhileEnding, LongestPause),
            _ => WhileRinging,
        };
        return false;
    }

    private async Task WaitForReasonAsync(CancellationToken cancellationToken)
    {
        await _call.WaitForDialAsync().ConfigureAwait(false);
        if (_context.Watched.ReceivesEvents)
        {
            await Task.Delay(EventTimeout, Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
