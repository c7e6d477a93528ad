using LiveKit.Protocol;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Calls.Live;

/// <summary>The calls of one client that are being watched: their common pace, and who is told of events from outside.</summary>
internal sealed class LiveCalls : IDisposable
{
    public const int DefaultPollsPerSecond = 50;

    private readonly object _gate = new();
    private readonly Dictionary<(string Room, string Identity), List<CallTracker>> _watched = [];
    private readonly CancellationTokenSource _closing = new();
    private bool _hearsEvents;

    public LiveCalls(TimeProvider time, int pollsPerSecond, ILogger logger)
    {
        Time = time;
        Logger = logger;
        Pace = new PollingPace(time, pollsPerSecond);
        Closing = _closing.Token;
    }

    /// <summary>Cancelled when the client is disposed of.</summary>
    public CancellationToken Closing { get; }

    /// <summary>Whether events are pushed in, so that one may still tell why a call ended.</summary>
    public bool HearsEvents => Volatile.Read(ref _hearsEvents);

    public TimeProvider Time { get; }

    public ILogger Logger { get; }

    public PollingPace Pace { get; }

    public void Add(CallTracker call)
    {
        lock (_gate)
        {
            if (!_watched.TryGetValue(KeyOf(call), out var calls))
            {
                _watched.Add(KeyOf(call), calls = []);
            }

            calls.Add(call);
        }
    }

    public void Remove(CallTracker call)
    {
        lock (_gate)
        {
            if (_watched.TryGetValue(KeyOf(call), out var calls) && calls.Remove(call) && calls.Count == 0)
            {
                _watched.Remove(KeyOf(call));
            }
        }
    }

    /// <returns>How many watched calls the event was about.</returns>
    public int Tell(WebhookEvent news)
    {
        Volatile.Write(ref _hearsEvents, true);
        var told = 0;
        foreach (var call in Concerned(news.Room?.Name ?? "", news.Participant?.Identity ?? ""))
        {
            told += call.Tell(news) ? 1 : 0;
        }

        return told;
    }

    public void Dispose()
    {
        // Not on this thread: what hangs on the token is the end of every watch.
        _ = _closing.CancelAsync();
        Pace.Dispose();
    }

    // A copy, because a call that hears of its end takes itself off the list.
    private CallTracker[] Concerned(string room, string identity)
    {
        lock (_gate)
        {
            return _watched.TryGetValue((room, identity), out var calls) ? [.. calls] : [];
        }
    }

    private static (string Room, string Identity) KeyOf(CallTracker call) => (call.Party.RoomName, call.Party.Identity);
}
