using System.Collections.Concurrent;
using Google.Protobuf;
using LiveKit.Sip.Tests.Integration;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Tests.Rpc.Wire;

/// <summary>Answers RPCs as it is told, over a real socket, and keeps what it received.</summary>
internal sealed class RpcServer : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private RawServer? _server;

    private RpcServer()
    {
    }

    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    public static async Task<RpcServer> StartAsync(Func<ReceivedCall, IMessage> answerOf)
    {
        var server = new RpcServer();
        server._server = await RawServer.StartAsync(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var call = new ReceivedCall(
                context.Request.Method,
                context.Request.Path.Value!,
                context.Request.ContentType,
                context.Request.Headers.Authorization.ToString(),
                body.ToArray());
            server._calls.Enqueue(call);
            context.Response.ContentType = "application/protobuf";
            await context.Response.Body.WriteAsync(answerOf(call).ToByteArray(), context.RequestAborted);
        });
        return server;
    }

    public LiveKitClient Client() => _server!.Client();

    public ValueTask DisposeAsync() => _server!.DisposeAsync();
}
