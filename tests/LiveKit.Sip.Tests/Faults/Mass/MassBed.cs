using System.Collections.Concurrent;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults.Hosts;
using LiveKit.Sip.Tests.Faults.Matrix;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Faults.Mass;

/// <summary>A mock, a proxy that strikes each dial as planned, and a client of one kind of host.</summary>
internal sealed class MassBed : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, MassDial> _unstruck = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, MassDial> _dials = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _placed = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _closing = new();
    private readonly PacedClocks _clocks;
    private readonly Task _following;

    private MassBed(HostKind kind, MockLiveKitServer server, PacedClocks clocks)
    {
        _clocks = clocks;
        Server = server;
        Proxy = FaultProxy.Start(server.Url);

        // A fault of connecting does not strike who is given a connection that is open already.
        Proxy.Script = request => _unstruck.TryRemove(request.RequestId ?? "", out var dial) && !dial.Fault!.Value.IsBeforeConnected() ? dial.Fault : null;
        Proxy.Hold = HoldAsync;
        var options = server.OptionsFor(clocks.Client, Proxy.Url);

        // A look at the room is not meant to fail of a clock that is in a hurry.
        options.RequestTimeout = TimeSpan.FromMinutes(1);
        Host = FaultHost.Create(kind, options, handler => handler.ConnectCallback = ConnectAsync);
        _following = FollowAsync();
    }

    public MockLiveKitServer Server { get; }

    public FaultProxy Proxy { get; }

    public FaultHost Host { get; }

    public int TimersOfClient => _clocks.Client.ActiveTimers;

    public static async Task<MassBed> StartAsync(HostKind kind, CancellationToken cancellationToken)
    {
        var clocks = new PacedClocks();
        return new MassBed(kind, await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clocks.Others }, cancellationToken), clocks);
    }

    /// <summary>Dials, and says what the caller was told.</summary>
    public async Task<MassResult> DialAsync(MassDial dial)
    {
        Server.Phones[dial.Callee] = dial.Script();
        _dials[dial.RequestId.ToString()] = dial;
        if (dial.Fault is not null)
        {
            _unstruck[dial.RequestId.ToString()] = dial;
        }

        using var cancel = dial.CancelledAfter is { } after ? new CancellationTokenSource(after, _clocks.Others) : new CancellationTokenSource();
        try
        {
            var result = await Host.LiveKit.Sip.TryDialAsync(dial.Request(), new DialOptions { RequestId = dial.RequestId }, cancel.Token);
            return new MassResult(dial, _clocks.Others.GetUtcNow()) { Told = result };
        }
        catch (DialCanceledException e)
        {
            return new MassResult(dial, _clocks.Others.GetUtcNow()) { CleanUp = e.CleanUp };
        }
    }

    /// <summary>Lets everything happen that calls and rooms still do by themselves.</summary>
    public Task EndAsync(TimeSpan aftermath) => _clocks.StopAsync(aftermath);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _closing.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Proxy.DisposeAsync();
        await Server.DisposeAsync();
        await _clocks.DisposeAsync();
        _closing.Dispose();
    }

    private TaskCompletionSource PlacedOf(string callee)
        => _placed.GetOrAdd(callee, static _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task FollowAsync()
    {
        while (true)
        {
            var placed = await Server.WaitForDialAsync(_closing.Token);
            PlacedOf(placed.Number).TrySetResult();
        }
    }

    private async Task HoldAsync(ProxiedRequest request, CancellationToken cancellationToken)
    {
        var dial = _dials[request.RequestId!];
        await PlacedOf(dial.Callee).Task.WaitAsync(cancellationToken);
        await Task.Delay(dial.BreaksAfter, _clocks.Others, cancellationToken);
    }

    private ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var id = context.InitialRequestMessage.Headers.GetValues("X-Livekit-Request-Id").Single();
        var fails = _unstruck.TryGetValue(id, out var dial) && dial.Fault!.Value.IsBeforeConnected() && _unstruck.TryRemove(id, out _);
        var connect = new FaultyConnect(fails ? dial!.Fault!.Value : FaultPoint.ConnectionRefused, fails ? 1 : 0);
        return connect.ConnectAsync(context, cancellationToken);
    }
}
