using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip.Calls.HangingUp;

/// <summary>Hangs one call up, in the way that was asked for or, where that does not work, in the way that always does.</summary>
internal sealed class HangUpOperation
{
    /// <summary>How soon LiveKit answers a dial whose call has ended, if its SIP service lives.</summary>
    private static readonly TimeSpan SilenceTimeout = TimeSpan.FromSeconds(2);

    private readonly CallContext _context;
    private readonly Callee _callee;
    private readonly CallTracker _call;
    private readonly long _startedAt;
    private bool _hasRemoved;

    public HangUpOperation(CallContext context, CallTracker call)
    {
        _context = context;
        _callee = call.Callee;
        _call = call;
        _startedAt = Time.GetTimestamp();
    }

    private TimeProvider Time => _context.Time;

    public async Task RunAsync(HangUpOptions options, CancellationToken cancellationToken)
    {
        // An open request of the dial is answered at once when its call ends, unless the SIP service is silent.
        var reply = _call.Observations.Reply;
        var isRinging = _call.AwaitsAnswer && !reply.IsCompleted;
        if (options.Headers.Count > 0)
        {
            await EndWithHeadersAsync(options.Headers, cancellationToken).ConfigureAwait(false);
        }

        if (options.DeleteRoom)
        {
            _hasRemoved |= !_call.RoomIsDeleted;
            await new RoomDeletion(_context, _call).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (options.Headers.Count == 0)
        {
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }

        if (isRinging && _hasRemoved)
        {
            await ConfirmAsync(reply, cancellationToken).ConfigureAwait(false);
        }

        // A participant whose id is not known may still join, so the call is not declared ended.
        if (_callee.IsKnown)
        {
            _call.End();
        }
    }

    private async Task ConfirmAsync(Task<DialReply> reply, CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(SilenceTimeout, Time, cancellationToken);
        try
        {
            if (await reply.WaitAsync(limit.Token).ConfigureAwait(false) != DialReply.Lost)
            {
                return;
            }
        }
        catch (OperationCanceledException) when (limit.HasPassed)
        {
            // The SIP service did not end the call in time.
        }

        var reference = _call.Observations.Reference;
        var facts = new CallFacts(_callee.RoomName, _callee.Identity, reference?.RequestId ?? "") { DialReference = reference, RingingEnd = reference?.MayRingUntil };
        var failure = facts.FailureOf(new Verdict(CallOutcome.Unknown, mayHaveRung: true), cause: null);
        throw SipCallException.Create(
            failure,
            "LiveKit removed the participant and did not answer the dial. Its SIP service may have died, and the phone may ring on (Unknown).");
    }

    private async Task EndWithHeadersAsync(IDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (await _callee.FindAsync(cancellationToken).ConfigureAwait(false) is not { } participant)
        {
            return;
        }

        var reason = SipAttributes.IsAnswered(participant)
            ? await new EndCallRpc(_context, _call).RunAsync(headers, _startedAt, cancellationToken).ConfigureAwait(false)
            : "the call was not answered yet";
        if (reason is not null)
        {
            Log.HungUpWithoutHeaders(_context.Logger, reason);
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (await _callee.FindAsync(cancellationToken).ConfigureAwait(false) is not null)
        {
            _hasRemoved = true;
            await _call.HangUpAsync(
                HangUpWays.RemoveParticipant,
                () => _context.Participants.RemoveAsync(_callee.RoomName, _callee.Identity, new GuardedRemoval(IsThereAsync), cancellationToken)).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        var request = await PacedRequest.NextAsync(_context, cancellationToken).ConfigureAwait(false);
        return await _callee.FindAsync(request, cancellationToken).ConfigureAwait(false) is not null;
    }
}
