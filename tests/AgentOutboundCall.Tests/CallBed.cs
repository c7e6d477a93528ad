using LiveKit.Sip.Testing;
using OutboundCall.Tests.Support;

namespace AgentOutboundCall.Tests;

/// <summary>A mock LiveKit with an agent and a stored trunk, and the program calling over it.</summary>
internal sealed class CallBed : IAsyncDisposable
{
    public const string Agent = "caller";
    public const string Room = "the-room";

    private CallBed(MockLiveKitServer server)
    {
        Server = server;
        server.Agents[Agent] = MockAgent.Joins();
    }

    public MockLiveKitServer Server { get; }

    private string TrunkId { get; set; } = "";

    public static async Task<CallBed> StartAsync()
    {
        var bed = new CallBed(await MockLiveKitServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken));
        using var sip = new LiveKit.Sip.SipClient(bed.Server.Url.OriginalString, bed.Server.ApiKey, bed.Server.ApiSecret);
        var trunk = await sip.CreateSipOutboundTrunkAsync(
            new LiveKit.Protocol.SIPOutboundTrunkInfo { Address = "pstn.example.com", Numbers = { "+15005550100" } },
            TestContext.Current.CancellationToken);
        bed.TrunkId = trunk.SipTrunkId;
        return bed;
    }

    public SampleProgram Start(string number, params IEnumerable<string> more)
        => SampleProgram.Start(
            ["--agent", Agent, "--to", number, "--trunk", TrunkId, "--room", Room, "--json", .. more.Contains("--talk", StringComparer.Ordinal) ? more : ["--talk", "0", .. more]],
            SampleProgram.EnvironmentOf(Server));

    public async Task<ProgramRun> RunAsync(string number, params IEnumerable<string> more)
    {
        await using var program = Start(number, more);
        return await program.FinishAsync();
    }

    public IReadOnlyList<MockRequest> RequestsOf(string method) => [.. Server.Requests.Where(request => request.Method == method)];

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
