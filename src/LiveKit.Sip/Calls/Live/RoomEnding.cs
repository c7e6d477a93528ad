using LiveKit.Sip.Rooms;

namespace LiveKit.Sip.Calls.Live;

/// <summary>
/// Deletes the room of a call, once: another room of the same name, made since, is left alone. DeleteRoom takes only a name, so between looking
/// and deleting a few milliseconds of doubt remain.
/// </summary>
internal sealed class RoomEnding
{
    private readonly RoomClient _rooms;
    private readonly CallTracker _call;

    public RoomEnding(RoomClient rooms, CallTracker call)
    {
        _rooms = rooms;
        _call = call;
    }

    private string RoomName => _call.Party.RoomName;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_call.RoomIsDeleted)
        {
            return;
        }

        var present = await ListAsync(cancellationToken).ConfigureAwait(false);
        var trace = new RemovalTrace(async token => present is null || await ListAsync(token).ConfigureAwait(false) is not { } now || now.Overlaps(present));
        Task DeleteAsync() => _rooms.DeleteRoomAsync(RoomName, trace, cancellationToken);
        if (present is null || present.Any(_call.Party.IsKnownAs))
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
    private async Task<HashSet<string>?> ListAsync(CancellationToken cancellationToken)
    {
        try
        {
            var participants = await _rooms.ListParticipantsAsync(RoomName, cancellationToken).ConfigureAwait(false);
            return participants.Select(static participant => participant.Sid).ToHashSet(StringComparer.Ordinal);
        }
        catch (LiveKitException)
        {
            // A token may delete rooms and not look into them.
            return null;
        }
    }
}
