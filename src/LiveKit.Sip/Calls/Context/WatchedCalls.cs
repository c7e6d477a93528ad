using LiveKit.Protocol;

namespace LiveKit.Sip.Calls.Context;

/// <summary>The calls of one client that are being watched, by room and identity, so that events from outside reach them.</summary>
internal sealed class WatchedCalls
{
    private readonly object _gate = new();
    private readonly Dictionary<(string Room, string Identity), List<Func<WebhookEvent, bool>>> _watched = [];
    private bool _receivesEvents;

    /// <summary>Whether events are pushed in, so that one may still say why a call ended.</summary>
    public bool ReceivesEvents => Volatile.Read(ref _receivesEvents);

    /// <param name="roomName">The room of the call.</param>
    /// <param name="identity">The identity of its participant.</param>
    /// <param name="apply">Applies an event to the call and says whether the event was about the call; never called under this object's lock.</param>
    public void Add(string roomName, string identity, Func<WebhookEvent, bool> apply)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue((roomName, identity), out var calls))
            {
                _watched.Add((roomName, identity), calls = []);
            }

            calls.Add(apply);
        }
    }

    /// <summary>Undoes <see cref="Add"/> with the same arguments.</summary>
    public void Remove(string roomName, string identity, Func<WebhookEvent, bool> apply)
    {
        lock (_gate)
        {
            if (_watched.TryGetValue((roomName, identity), out var calls) && calls.Remove(apply) && calls.Count == 0)
            {
                _watched.Remove((roomName, identity));
            }
        }
    }

    /// <returns>How many watched calls the event was about.</returns>
    public int Apply(WebhookEvent webhookEvent)
    {
        Volatile.Write(ref _receivesEvents, true);
        var applied = 0;
        foreach (var apply in Concerned(webhookEvent.Room?.Name ?? "", webhookEvent.Participant?.Identity ?? ""))
        {
            applied += apply(webhookEvent) ? 1 : 0;
        }

        return applied;
    }

    // The result is a copy, because a call that learns of its end takes itself off the list.
    private Func<WebhookEvent, bool>[] Concerned(string room, string identity)
    {
        lock (_gate)
        {
            return _watched.TryGetValue((room, identity), out var calls) ? [.. calls] : [];
        }
    }
}
