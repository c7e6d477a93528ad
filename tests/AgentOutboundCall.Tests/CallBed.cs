using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace AgentOutboundCall.Tests;

/// <summary>A mock LiveKit with an agent and a stored trunk, and the program calling over it.</summary>
internal sealed class CallBed : IAsyncDisposable
{
    public const string Agent = "caller";
    public const string Room = "the-room";

    private readonly TimeProvider _time;

    private CallBed(MockLiveKitServer server, TimeProvider time)
    {
        _time = time;
        Server = server;
        server.Agents[Agent] = MockAgent.Joins();
    }

    public MockLiveKitServer Server { get; }

    /// <summary>What the environment holds on a machine that knows the server.</summary>
    public Dictionary<string, string> Environment => new(StringComparer.Ordinal)
    {
        ["LIVEKIT_URL"] = Server.Url.OriginalString,
        ["LIVEKIT_API_KEY"] = Server.ApiKey,
        ["LIVEKIT_API_SECRET"] = Server.ApiSecret,
    };

    private string TrunkId { get; set; } = "";

    /// <param name="time">The clock of the server, and of the program unless that is a process. Default: one in a hurry.</param>
    public static async Task<CallBed> StartAsync(TimeProvider? time = null)
    {
        time ??= new HurriedTimeProvider();
        var bed = new CallBed(await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = time }, TestContext.Current.CancellationToken), time);
        using var sip = new LiveKit.Sip.SipClient(new LiveKit.Sip.LiveKitOptions
        {
            Url = bed.Server.Url.OriginalString,
            ApiKey = bed.Server.ApiKey,
            ApiSecret = bed.Server.ApiSecret,
            TimeProvider = time,
        });
        var trunk = await sip.CreateSipOutboundTrunkAsync(
            new LiveKit.Protocol.SIPOutboundTrunkInfo { Address = "pstn.example.com", Numbers = { "+15005550100" } },
            TestContext.Current.CancellationToken);
        bed.TrunkId = trunk.SipTrunkId;
        return bed;
    }

    public InProcess Start(string number, params IEnumerable<string> more) => AgentProgram.Start(ArgumentsFor(number, more), Server, _time);

    public string[] ArgumentsFor(string number, params IEnumerable<string> more)
        => ["--agent", Agent, "--to", number, "--trunk", TrunkId, "--room", Room, "--json", .. more.Contains("--talk", StringComparer.Ordinal) ? more : ["--talk", "0", .. more]];

    public async Task<ProgramRun> RunAsync(string number, params IEnumerable<string> more)
    {
        await using var program = Start(number, more);
        return await program.FinishAsync();
    }

    public IReadOnlyList<MockRequest> RequestsOf(string method) => [.. Server.Requests.Where(request => request.Method == method)];

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
