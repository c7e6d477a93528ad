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

namespace LiveKit.Sip.Tests.Twirp.Retry;

/// <summary>A connection to the mock behind a fault proxy, with its log, on a clock that passes pauses only.</summary>
internal sealed class RetryBed : MockBed
{
    /// <summary>Pauses between attempts are shorter, deadlines of requests are longer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(4);

    private RetryBed(MockLiveKitServer server, ManualTimeProvider clock, HttpMessageHandler? handler)
        : base(server, clock)
    {
        Proxy = FaultProxy.Start(server.Url);
        Follow(Proxy.Url);
        Options = OptionsFor(Proxy.Url);
        Options.AllowBufferedDials = true;
        Connection = handler switch
        {
            SocketsHttpHandler sockets => new LiveKitConnection(Options, _ => new OwnConnections(sockets)),
            null => new LiveKitConnection(Options, _ => new OwnConnections(OwnHandler.Create())),
            _ => new LiveKitConnection(Options, new HttpClient(handler)),
        };
    }

    public FaultProxy Proxy { get; }

    public LiveKitOptions Options { get; }

    public LiveKitConnection Connection { get; }

    public static Task<RetryBed> StartAsync(HttpMessageHandler? handler = null) => StartAsync((server, clock) => new RetryBed(server, clock, handler));

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

    public Task PassPausesAsync(Task call) => Clock.PassPausesAsync(call, LongestPause, Token);

    public override async ValueTask DisposeAsync()
    {
        Connection.Dispose();
        await base.DisposeAsync();
        await Proxy.DisposeAsync();
    }
}
