using System.Net.Sockets;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Tests.Twirp.Sending;

namespace LiveKit.Sip.Tests.Twirp.Regions;

/// <summary>A mock LiveKit Cloud: every region has a host name that ends in <c>.livekit.cloud</c>, and region 0 is what the client is set up with.</summary>
internal sealed class CloudBed : MockBed
{
    /// <summary>Where the client is set up to go; region 0 is what answers there.</summary>
    private const string Front = "project.livekit.cloud";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1.9);

    private readonly RequestsInFlight _inFlight;
    private readonly HttpClient _http;
    private readonly List<string> _hosts = [];

    private CloudBed(MockLiveKitServer server, ManualTimeProvider clock, Action<LiveKitOptions>? configure)
        : base(server, clock)
    {
        _inFlight = RequestsInFlight.CountedFor(clock);
        clock.Follow(_inFlight, static () => 0);
        server.Regions.Advertise = (region, _) => new Uri(NameOf(region));
        _http = new HttpClient(new LambdaHandler(
            SendAsync,
            new SocketsHttpHandler { ConnectCallback = ConnectAsync, PooledConnectionLifetime = TimeSpan.Zero }));
        var options = OptionsFor(new Uri($"http://{Front}"));
        configure?.Invoke(options);
        LiveKit = new LiveKitClient(options, _http);
    }

    public LiveKitClient LiveKit { get; }

    /// <summary>What the client's handler does; passes on unless a test says otherwise.</summary>
    public Behavior Behavior { get; set; } = static (request, send, cancellationToken) => send(request, cancellationToken);

    /// <summary>How connecting to a host fails; null for success.</summary>
    public Func<string, Exception?> Connecting { get; set; } = static _ => null;

    /// <summary>The hosts that connections were asked for, in order.</summary>
    public IReadOnlyList<string> Hosts
    {
        get
        {
            lock (_hosts)
            {
                return [.. _hosts];
            }
        }
    }

    /// <summary>The regions that RPCs reached, in order.</summary>
    public IReadOnlyList<int> Reached => [.. Rpcs.Select(request => request.Region)];

    public IEnumerable<MockRequest> Rpcs => Server.Requests.Where(request => request.Method.Length > 0);

    public IEnumerable<MockRequest> Fetches => Server.Requests.Where(request => request.Path == "/settings/regions");

    public static Task<CloudBed> StartAsync(Action<LiveKitOptions>? configure = null)
        => StartAsync((server, clock) => new CloudBed(server, clock, configure), regions: 4);

    public static string NameOf(int region) => $"http://region-{region}.livekit.cloud";

    /// <summary>Answers of these regions to RPCs, as a broken proxy before them would give.</summary>
    public void Fail(params int[] regions) => Server.Faults.Script = request
        => request.Method.Length > 0 && regions.Contains(request.Region) ? MockFault.Answer(503) : null;

    /// <summary>A read; pauses between its attempts pass.</summary>
    public async Task ReadAsync() => await PassPausesAsync(LiveKit.Rooms.ListParticipantsAsync("room", Token));

    public async Task<DialResult> DialAsync()
        => await PassPausesAsync(LiveKit.Sip.TryDialAsync(TestBed.Request(), new DialOptions { ReconcileUnknown = false }, Token));

    public async Task<T> PassPausesAsync<T>(Task<T> call)
    {
        await Clock.PassPausesAsync(call, LongestPause, Token);
        return await call;
    }

    public override async ValueTask DisposeAsync()
    {
        await LiveKit.DisposeAsync();
        _http.Dispose();
        await base.DisposeAsync();
    }

    // All beds have the same host names, so the requests of each are counted where they leave its client.
    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Send send, CancellationToken cancellationToken)
    {
        _inFlight.Add(1);
        try
        {
            return await Behavior(request, send, cancellationToken);
        }
        finally
        {
            _inFlight.Add(-1);
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint.Host;
        lock (_hosts)
        {
            _hosts.Add(host);
        }

        if (Connecting(host) is { } failure)
        {
            throw failure;
        }

        var region = host.StartsWith("region-", StringComparison.Ordinal) ? host["region-".Length] - '0' : 0;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(Server.RegionUrls[region].Host, Server.RegionUrls[region].Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
