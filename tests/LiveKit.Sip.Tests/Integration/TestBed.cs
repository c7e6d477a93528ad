using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>A mock LiveKit and a client of it, on one clock.</summary>
internal sealed class TestBed : IAsyncDisposable
{
    private TestBed(MockLiveKitServer server, LiveKitOptions options)
    {
        Server = server;
        Options = options;
        LiveKit = new LiveKitClient(options);
    }

    public MockLiveKitServer Server { get; }

    public LiveKitOptions Options { get; }

    public LiveKitClient LiveKit { get; }

    public SipClient Sip => LiveKit.Sip;

    public static async Task<TestBed> StartAsync(TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, TestContext.Current.CancellationToken);
        var options = new LiveKitOptions
        {
            Url = server.Url.ToString(),
            ApiKey = server.ApiKey,
            ApiSecret = server.ApiSecret,
            TimeProvider = clock,
        };
        (clock as ManualTimeProvider)?.Follow(server.Url, () => WaitingRequests.Of(server));
        return new TestBed(server, options);
    }

    public static DialRequest Request(string to = "+15005550001") => new()
    {
        To = to,
        RoomName = "room",
        Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100" },
    };

    public async ValueTask DisposeAsync()
    {
        await LiveKit.DisposeAsync();
        await Server.DisposeAsync();
    }
}
