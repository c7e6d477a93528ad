using System.Net;
using System.Net.Sockets;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>A connection could not be made, and where to: with a proxy that is another place than the request's.</summary>
internal sealed class ConnectFailedException : SocketException
{
    public ConnectFailedException(SocketError error, DnsEndPoint endPoint)
        : base((int)error)
    {
        EndPoint = endPoint;
    }

    public DnsEndPoint EndPoint { get; }
}
