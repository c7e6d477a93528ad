using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.HangingUp;

/// <summary>
/// Deletes the room of a call, once: another room of the same name, made since, is left alone. DeleteRoom takes only a name, so between looking
/// and deleting a few milliseconds of doubt remain.
/// </summary>
internal sealed class RoomDeletion
{
    private readonly CallContext _context;
    private readonly CallTracker _call;

    public RoomDeletion(CallContext context, CallTracker call)
    {
        _context = context;
        _call = call;
    }

    private string RoomName => _call.Callee.RoomName;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_call.RoomIsDeleted)
        {
            return;
        }

        var present = await ListAsync(new PacedRequest(_context), cancellationToken).ConfigureAwait(false);
        var request = new GuardedRemoval(async token => present is null
            || await ListAsync(await PacedRequest.NextAsync(_context, token).ConfigureAwait(false), token).ConfigureAwait(false) is not { } now
            || now.Overlaps(present));
        Task DeleteAsync() => _context.Rooms.DeleteAsync(RoomName, request, cancellationToken);
        if (present is null || present.Any(_call.Callee.IsKnownAs))
        {
            await _call.HangUpAsync(HangUpWays.DeleteRoom, DeleteAsync).ConfigureAwait(false);
        }
        else
        {
            await CallTracker.UnlessGoneAsync(DeleteAsync).ConfigureAwait(false);
        }

        _call.RoomIsDeleted = true;
    }

    /// <returns>The ids of all who are in the room; null if it can't be looked into.</returns>
    private async Task<HashSet<string>?> ListAsync(TwirpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var participants = await _context.Rooms.ListParticipantsAsync(RoomName, request, cancellationToken).ConfigureAwait(false);
            return participants.Select(static participant => participant.Sid).ToHashSet(StringComparer.Ordinal);
        }
        catch (LiveKitException)
        {
            // A token may delete rooms and not look into them.
            return null;
        }
    }
}
