using System.Text;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.ResponseProviders;
using WireMock.Server;
using WireMock.Settings;

namespace LiveKit.Sip.Tests.Shared;

/// <summary>Something that speaks HTTP but is no LiveKit, or a broken one: it gives every request the same answer, and keeps what it received.</summary>
internal sealed class CannedServer : IDisposable
{
    public const string Protobuf = "application/protobuf";

    private readonly WireMockServer _server;

    private CannedServer(WireMockServer server) => _server = server;

    public string Url => _server.Urls[0];

    /// <summary>The requests that were received, in order.</summary>
    public IReadOnlyList<ILogEntry> Requests => [.. _server.LogEntries];

    public static CannedServer Start(IResponseProvider answer)
    {
        var server = WireMockServer.Start(new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] });
        server.Given(Request.Create()).RespondWith(answer);
        return new CannedServer(server);
    }

    public static CannedServer Start(int status, string? contentType, byte[] body) => Start(Answer(status, contentType, body));

    public static CannedServer Start(int status, string? contentType, string body) => Start(status, contentType, Encoding.UTF8.GetBytes(body));

    /// <summary>An answer, whose length is not announced unless a header is added that says it.</summary>
    public static IResponseBuilder Answer(int status, string? contentType, byte[] body)
    {
        var answer = Response.Create().WithStatusCode(status).WithBody(body);
        return contentType is null ? answer : answer.WithHeader("Content-Type", contentType);
    }

    public LiveKitClient Client(Action<LiveKitOptions>? configure = null)
    {
        var options = new LiveKitOptions { Url = Url, ApiKey = "devkey", ApiSecret = "secret" };
        configure?.Invoke(options);
        return new LiveKitClient(options);
    }

    /// <summary>A client on a clock that lets pauses pass and waits for requests.</summary>
    public LiveKitClient Client(ManualTimeProvider clock)
    {
        clock.Follow(new Uri(Url), static () => 0);
        return Client(options => options.TimeProvider = clock);
    }

    public void Dispose() => _server.Dispose();
}
