using LiveKit.Sip;
using LiveKit.Sip.Testing;

namespace AgentOutboundCall;

/// <summary>A mock LiveKit inside this program, with an agent and a phone that answers.</summary>
internal sealed class Demo : IAsyncDisposable
{
    private const string Agent = "outbound-caller";
    private const string Number = "+15005550101";

    private readonly MockLiveKitServer _server;

    private Demo(MockLiveKitServer server)
    {
        _server = server;
        server.Agents[Agent] = MockAgent.Joins(TimeSpan.FromSeconds(0.5));
        server.Phones[Number] = Phone.Answer(TimeSpan.FromSeconds(1.5));
        LiveKit = new LiveKitClient(server.Url.OriginalString, server.ApiKey, server.ApiSecret);
    }

    public static TimeSpan Talk { get; } = TimeSpan.FromSeconds(1);

    public LiveKitClient LiveKit { get; }

    public static async Task<Demo> StartAsync(CancellationToken cancellationToken) => new(await MockLiveKitServer.StartAsync(cancellationToken: cancellationToken));

    public static AgentCallRequest Request()
    {
        var request = new AgentCallRequest
        {
            AgentName = Agent,
            Dial = { To = Number, RoomName = "demo", Trunk = new InlineTrunk { Hostname = "pstn.example.com", From = "+15005550100" } },
            DeleteRoomOnFailure = true,
        };
        return request.SetMetadata(new { phone_number = Number });
    }

    public async ValueTask DisposeAsync()
    {
        await LiveKit.DisposeAsync();
        await _server.DisposeAsync();
    }
}
