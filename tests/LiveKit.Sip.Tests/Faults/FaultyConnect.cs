using System.Net.Http;
using System.Net.Sockets;
using System.Security.Authentication;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>
/// Connecting that fails at first and works then, for <see cref="SocketsHttpHandler.ConnectCallback"/>. A handler may connect
/// more than once per request: it is connects that are counted here.
/// </summary>
internal sealed class FaultyConnect
{
    private readonly FaultPoint _fault;
    private readonly int _failing;
    private int _connects;

    /// <param name="fault">One of NameNotResolved, ConnectionRefused and TlsFails.</param>
    /// <param name="failing">How many connects fail before the first that works.</param>
    public FaultyConnect(FaultPoint fault, int failing)
    {
        if (!fault.IsBeforeConnected())
        {
            throw new ArgumentOutOfRangeException(nameof(fault), fault, "Connects do not fail of it.");
        }

        _fault = fault;
        _failing = failing;
    }

    /// <summary>How often a connection was asked for, in vain or not.</summary>
    public int Connects => Volatile.Read(ref _connects);

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _connects) <= _failing)
        {
            return Fail(context);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // The handshake fails of itself where there is one; in clear text only the exception of a failed one can be had.
    private GarbageStream Fail(SocketsHttpConnectionContext context) => _fault switch
    {
        FaultPoint.NameNotResolved => throw new SocketException((int)SocketError.HostNotFound),
        FaultPoint.ConnectionRefused => throw new SocketException((int)SocketError.ConnectionRefused),
        _ when context.InitialRequestMessage.RequestUri!.Scheme == Uri.UriSchemeHttps => new GarbageStream(),
        _ => throw new AuthenticationException("Staged: TLS failed."),
    };
}
