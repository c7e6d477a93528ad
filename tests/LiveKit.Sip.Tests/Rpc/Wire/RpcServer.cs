using Google.Protobuf;
using LiveKit.Sip.Tests.Shared;
using WireMock;
using WireMock.ResponseBuilders;
using WireMock.Types;
using WireMock.Util;

namespace LiveKit.Sip.Tests.Rpc.Wire;

/// <summary>Answers RPCs as it is told, over a real socket, and keeps what it received.</summary>
internal sealed class RpcServer : IDisposable
{
    private readonly CannedServer _server;

    private RpcServer(CannedServer server) => _server = server;

    public IReadOnlyList<ReceivedCall> Calls => [.. _server.Requests.Select(static entry => CallOf(entry.RequestMessage!))];

    public static RpcServer Start(Func<ReceivedCall, IMessage> answerOf)
        => new(CannedServer.Start(Response.Create().WithCallback(request => new ResponseMessage
        {
            StatusCode = 200,
            Headers = new Dictionary<string, WireMockList<string>>(StringComparer.Ordinal) { ["Content-Type"] = CannedServer.Protobuf },
            BodyData = new BodyData { DetectedBodyType = BodyType.Bytes, BodyAsBytes = answerOf(CallOf(request)).ToByteArray() },
        })));

    public LiveKitClient Client() => _server.Client();

    public void Dispose() => _server.Dispose();

    private static ReceivedCall CallOf(IRequestMessage request) => new(
        request.Method,
        request.Path,
        HeaderOf(request, "Content-Type"),
        HeaderOf(request, "Authorization") ?? "",
        request.BodyAsBytes ?? []);

    private static string? HeaderOf(IRequestMessage request, string name)
        => request.Headers is { } headers && headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
