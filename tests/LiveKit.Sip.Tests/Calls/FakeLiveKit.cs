using System.Net.Sockets;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Calls;

/// <summary>Takes every call at once, whatever is asked of it, and counts what reached it.</summary>
internal static class FakeLiveKit
{
    public static CannedServer Start() => CannedServer.Start(200, CannedServer.Protobuf, new SIPParticipantInfo { ParticipantId = "PA_1" }.ToByteArray());

    /// <summary>A client whose connections all end at the server, whatever the host of its URL.</summary>
    public static SipClient ClientOf(CannedServer server, string url = "http://livekit.invalid")
        => new(new LiveKitOptions { Url = url, ApiKey = "devkey", ApiSecret = "secret" }, HttpOf(server));

    /// <summary>The HTTP client for that.</summary>
    public static HttpClient HttpOf(CannedServer server)
    {
        var end = new Uri(server.Url);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(end.Host, end.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
