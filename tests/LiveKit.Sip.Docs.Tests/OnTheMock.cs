using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Docs.Tests;

/// <summary>A mock with one phone that answers, and a client of it.</summary>
public abstract class OnTheMock : IAsyncLifetime
{
    protected const string Callee = "+15105550123";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected MockLiveKitServer Server { get; private set; } = null!;

    protected LiveKitClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Server = await MockLiveKitServer.StartAsync(null, Token);
        Server.Phones[Callee] = Phone.Answer();
        Client = new LiveKitClient(Server.Url.ToString(), Server.ApiKey, Server.ApiSecret);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }

    protected static DialRequest Inline() => new()
    {
        To = Callee,
        RoomName = "my-sip-room",
        Trunk = new InlineTrunk { Hostname = "my.pstn.example.com", From = "+15550100" },
    };
}
