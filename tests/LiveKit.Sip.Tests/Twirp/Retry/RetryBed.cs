using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;
using LiveKit.Sip.Twirp.Sending;
using Microsoft.Extensions.Logging.Testing;

namespace LiveKit.Sip.Tests.Twirp.Retry;

/// <summary>A connection to the mock behind a fault proxy, with its log, on a clock that passes pauses only.</summary>
internal sealed class RetryBed : IAsyncDisposable
{
    /// <summary>Pauses between attempts are shorter, deadlines of requests are longer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    private RetryBed(MockLiveKitServer server, ManualTimeProvider clock, HttpMessageHandler? handler)
    {
        Server = server;
        Clock = clock;
        Proxy = FaultProxy.Start(server.Url);
        Options = new LiveKitOptions
        {
            Url = Proxy.Url.ToString(),
            ApiKey = server.ApiKey,
            ApiSecret = server.ApiSecret,
            TimeProvider = clock,
            LoggerFactory = Log.ToFactory(),
            AllowBufferedDials = true,
        };
        Connection = handler switch
        {
            SocketsHttpHandler sockets => new LiveKitConnection(Options, _ => new OwnConnections(sockets)),
            null => new LiveKitConnection(Options, _ => new OwnConnections(OwnHandler.Create())),
            _ => new LiveKitConnection(Options, new HttpClient(handler)),
        };
    }

    public MockLiveKitServer Server { get; }

    public FaultProxy Proxy { get; }

    public ManualTimeProvider Clock { get; }

    public FakeLogCollector Log { get; } = new();

    public LiveKitOptions Options { get; }

    public LiveKitConnection Connection { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RetryBed> StartAsync(HttpMessageHandler? handler = null)
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        return new RetryBed(await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, Token), clock, handler);
    }

    public static CreateSIPParticipantRequest DialMessage() => new()
    {
        SipCallTo = "+15005550001",
        RoomName = "room-of-+15005550001",
        ParticipantIdentity = "sip-+15005550001",
        Trunk = new SIPOutboundConfig { Hostname = "sip.example.com" },
        SipNumber = "+15550100",
    };

    /// <summary>Makes a call and lets the pauses between its attempts pass.</summary>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(TwirpMethod<TRequest, TResponse> method, TRequest request)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var call = Start(method, request);
        await PassPausesAsync(call);
        return await call;
    }

    /// <summary>Makes a call of a repeat class and says how it ended: null for success.</summary>
    public async Task<LiveKitException?> CallAsync(string repeat)
    {
        try
        {
            _ = repeat switch
            {
                nameof(RepeatClass.Read) => (IMessage)await CallAsync(RoomMethods.ListParticipants, new ListParticipantsRequest { Room = "room" }),
                nameof(RepeatClass.Overwrite) => await CallAsync(RoomMethods.CreateRoom, new CreateRoomRequest { Name = "room" }),
                nameof(RepeatClass.Create) => await CallAsync(
                    SipMethods.CreateSIPOutboundTrunk,
                    new CreateSIPOutboundTrunkRequest { Trunk = new SIPOutboundTrunkInfo { Address = "sip.example.com", Numbers = { "+15550100" } } }),
                _ => await CallAsync(SipMethods.CreateSIPParticipant, DialMessage()),
            };
            return null;
        }
        catch (LiveKitException e)
        {
            return e;
        }
    }

    public Task<TResponse> Start<TRequest, TResponse>(TwirpMethod<TRequest, TResponse> method, TRequest request)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
        => Connection.Twirp.CallAsync(method, request, new TwirpRequest(), Token).AsTask();

    public Task PassPausesAsync(Task call) => Clock.PassPausesUntilAsync(() => call.IsCompleted, LongestPause, Token);

    public async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await Server.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
