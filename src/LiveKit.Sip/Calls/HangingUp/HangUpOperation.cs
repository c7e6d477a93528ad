using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip.Calls.HangingUp;

/// <summary>Hangs one call up, in the way that was asked for or, where that does not work, in the way that always does.</summary>
internal sealed class HangUpOperation
{
    private readonly CallContext _context;
    private readonly Callee _callee;
    private readonly CallTracker _call;
    private readonly long _startedAt;

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
        if (options.Headers.Count > 0)
        {
            await EndWithHeadersAsync(options.Headers, cancellationToken).ConfigureAwait(false);
        }

        if (options.DeleteRoom)
        {
            await new RoomDeletion(_context, _call).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (options.Headers.Count == 0)
        {
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }

        // A participant whose id is not known may still join, so the call is not declared ended.
        if (_callee.IsKnown)
        {
            _call.End();
        }
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
