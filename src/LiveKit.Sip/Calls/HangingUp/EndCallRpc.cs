using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Common;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.HangingUp;

/// <summary>Ends an answered call with headers on its BYE (<c>lk.sip.EndCall</c>), whose answer never comes: the participant's absence is the sign.</summary>
internal sealed class EndCallRpc
{
    /// <summary>When whoever hangs up is back, the looking and the removal included that follow if this does not work.</summary>
    private static readonly TimeSpan InAll = TimeSpan.FromMilliseconds(950);
    private static readonly TimeSpan AtLeast = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(30);

    private readonly CallContext _context;
    private readonly CallTracker _call;

    public EndCallRpc(CallContext context, CallTracker call)
    {
        _context = context;
        _call = call;
    }

    private TimeProvider Time => _context.Time;

    private Callee Callee => _call.Callee;

    /// <param name="headers">The headers.</param>
    /// <param name="startedAt">When the hanging up began, with one look at the participant.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Why it didn't end the call; null if it did.</returns>
    public async Task<string?> RunAsync(IDictionary<string, string> headers, long startedAt, CancellationToken cancellationToken)
    {
        // Another look and the removal will each take as long as the first look took.
        var timeout = InAll - (3 * Time.GetElapsedTime(startedAt));
        using var limit = new TimeLimit(TimeSpans.Max(timeout, AtLeast), Time, cancellationToken);
        _call.Mark(static history => history.HungUpHere |= HangUpWays.EndCall);
        var answer = _context.Participants.PerformAsync(Callee.RoomName, Callee.Identity, ParticipantMethods.EndCall, ParticipantMethods.EndCallPayload(headers), InAll, limit.Token);
        try
        {
            return await WaitForAbsenceAsync(answer, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "the call did not end in time";
        }
        finally
        {
            // Nobody waits for the answer of a participant who has left.
            await limit.EndAsync().ConfigureAwait(false);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<string?> WaitForAbsenceAsync(Task answer, CancellationToken cancellationToken)
    {
        string? reason = null;
        var plan = new PollPlan { NextPause = static _ => BetweenLooks, Jitter = 0, Turn = PollTurn.Urgent, PausesFirst = true };
        await new Poller(_context, plan).RunAsync(
            async (request, token) =>
            {
                // An answer before the end says that the method failed, or it came together with the end.
                var failure = answer.Exception?.InnerException;
                var hasLeft = await HasLeftAsync(request, failure is not null, token).ConfigureAwait(false);
                reason = hasLeft || failure is null ? null : FailureFacts.NameOf(failure);
                return hasLeft || failure is not null;
            },
            cancellationToken,
            wake: answer).ConfigureAwait(false);
        return reason;
    }

    private async Task<bool> HasLeftAsync(TwirpRequest request, bool hasFailed, CancellationToken cancellationToken)
    {
        try
        {
            return await Callee.FindAsync(request, cancellationToken).ConfigureAwait(false) is not { } participant || SipAttributes.StatusOf(participant) == CallStatus.Hangup;
        }
        catch (LiveKitException e) when (hasFailed && !FailureFacts.IsFinal(e))
        {
            // A look that failed says nothing, and no other one follows.
            return false;
        }
    }
}
