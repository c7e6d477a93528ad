using System.Net;
using System.Net.Sockets;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>An HTTP/1.1 proxy in clear text on the loopback interface that reads its clients' sockets to the byte.</summary>
internal sealed class FaultProxy : IFaultFront
{
    private readonly RequestLedger _ledger = new();
    private readonly TaskSet _tasks = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Socket _listener = BoundSocket();
    private readonly Lazy<Socket> _deaf = new(BoundSocket);
    private readonly Upstream _upstream;
    private readonly ChangeSignal _connections = new();
    private int _openConnections;

    private FaultProxy(Uri upstream)
    {
        _upstream = new Upstream(upstream);
        Url = UrlOf(_listener);
    }

    public Uri Url { get; }

    public Func<ProxiedRequest, FaultPoint?> Script { get; set; } = static _ => null;

    public Func<ProxiedRequest, CancellationToken, Task> Hold { get; set; } = static (_, _) => Task.CompletedTask;

    public IReadOnlyList<ProxiedRequest> Requests => _ledger.Snapshot();

    /// <summary>How many connections clients have open to this proxy.</summary>
    public int OpenConnections => Volatile.Read(ref _openConnections);

    /// <summary>Waits until clients have no connection open to this proxy.</summary>
    public Task WithoutConnectionsAsync(CancellationToken cancellationToken) => _connections.UntilAsync(() => OpenConnections == 0, cancellationToken);

    public static FaultProxy Start(Uri upstream)
    {
        var proxy = Create(upstream);
        proxy.Open();
        return proxy;
    }

    /// <summary>A proxy that has its port and refuses connections, until <see cref="Open"/>.</summary>
    public static FaultProxy Create(Uri upstream) => new(upstream);

    public void Open()
    {
        _listener.Listen();
        _tasks.Add(AcceptAsync());
    }

    /// <summary>An address at which the fault is real and lasting, without any callback; this proxy is not on the way there.</summary>
    public Uri UrlOf(FaultPoint fault) => fault switch
    {
        // RFC 6761: the top-level domain that never has names.
        FaultPoint.NameNotResolved => new Uri("http://livekit.invalid"),
        FaultPoint.ConnectionRefused => UrlOf(_deaf.Value),
        FaultPoint.TlsFails => new Uri($"https://127.0.0.1:{Url.Port}"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Connections come about."),
    };

    public int CompleteBodies(string rpc) => _ledger.CompleteBodies(rpc);

    public ProxiedRequest Admit(RequestHead head)
    {
        var request = _ledger.Add(head.Path, head.RequestId);
        request.Fault = Script(request);
        return request;
    }

    public Task<UpstreamAnswer?> Forward(RequestHead head, byte[] body, ProxiedRequest request)
    {
        var answering = _upstream.SendAsync(head.Method, head.Path, head.Headers, body);
        request.MarkForwarded();
        return answering;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        if (_deaf.IsValueCreated)
        {
            _deaf.Value.Dispose();
        }

        try
        {
            // The connections first, as they are what sends upstream; and accepting, which takes a closed listener for an error.
            await _tasks.WhenAllAsync();
        }
        finally
        {
            _listener.Dispose();
            await _upstream.DisposeAsync();
            _closing.Dispose();
        }
    }

    private static Uri UrlOf(Socket socket) => new($"http://{socket.LocalEndPoint}");

    // Bound and not listening: the port is nobody else's, and whoever connects is refused.
    private static Socket BoundSocket()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            var client = new ClientSocket(await _listener.AcceptAsync(_closing.Token));
            Interlocked.Increment(ref _openConnections);
            _tasks.Add(ServeAsync(client));
        }
    }

    private async Task ServeAsync(ClientSocket client)
    {
        try
        {
            await new ProxyConnection(client, this, _closing.Token).RunAsync();
        }
        finally
        {
            Interlocked.Decrement(ref _openConnections);
            _connections.Announce();
        }
    }
}
