using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace LiveKit.Sip.Tests.Shared;

/// <summary>
/// Counts the HTTP requests that clients of this process have under way to one port, by the metric that every
/// <see cref="SocketsHttpHandler"/> keeps: from the moment in which the handler takes a request until the response's headers are there.
/// </summary>
internal sealed class RequestsInFlight
{
    private static readonly ConcurrentDictionary<int, RequestsInFlight> Ports = new();
    private static readonly Lazy<MeterListener> Listener = new(Listen);

    private ImmutableList<WeakReference<ManualTimeProvider>> _followers = [];
    private int _count;

    /// <summary>How many there are now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Requests that whoever asks for this counts by hand, because they go to no port of their own.</summary>
    public static RequestsInFlight CountedFor(ManualTimeProvider clock) => new() { _followers = [new(clock)] };

    /// <summary>Tells a clock of every request to a port, as long as somebody else keeps the clock alive.</summary>
    public static RequestsInFlight To(int port, ManualTimeProvider clock)
    {
        _ = Listener.Value;
        var requests = Ports.GetOrAdd(port, static _ => new RequestsInFlight());
        ImmutableInterlocked.Update(
            ref requests._followers,
            static (followers, added) => followers.RemoveAll(static follower => !follower.TryGetTarget(out _)).Add(added),
            new WeakReference<ManualTimeProvider>(clock));
        return requests;
    }

    private static MeterListener Listen()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.active_requests" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, change, tags, _) =>
        {
            foreach (var (name, value) in tags)
            {
                if (name == "server.port" && value is int port && Ports.TryGetValue(port, out var requests))
                {
                    requests.Add((int)change);
                }
            }
        });
        listener.Start();
        return listener;
    }

    /// <summary>Counts a request that begins (1) or has ended (-1).</summary>
    public void Add(int change)
    {
        Interlocked.Add(ref _count, change);
        foreach (var follower in _followers)
        {
            if (follower.TryGetTarget(out var clock))
            {
                clock.NoteRequest(hasBegun: change > 0);
            }
        }
    }
}
