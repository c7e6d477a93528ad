using LiveKit.Protocol;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults.Hosts;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>A mock, a front that stages the fault of one cell, the client under test behind it, and another client beside it.</summary>
internal sealed class MatrixBed : IAsyncDisposable
{
    public const string Room = "room";
    public const string Callee = "callee";
    public const string Agent = "agent";

    private readonly MatrixCell _cell;
    private readonly LiveKitClient _beside;

    private MatrixBed(MatrixCell cell, MockLiveKitServer server, ManualTimeProvider clock, IFaultFront front)
    {
        _cell = cell;
        Server = server;
        Clock = clock;
        Front = front;
        front.Script = request => IsStruck(request) ? cell.Fault : null;
        front.Hold = WaitUntilTakenAsync;
        Host = FaultHost.Create(cell.Host, server.OptionsFor(clock, front.Url), ConnectionsOf(cell, front));
        _beside = new LiveKitClient(server.OptionsFor(clock));
        clock.Follow(front.Url, () => WaitingRequests.Of(server));
    }

    public MockLiveKitServer Server { get; }

    public ManualTimeProvider Clock { get; }

    public IFaultFront Front { get; }

    public FaultHost Host { get; }

    public static async Task<MatrixBed> StartAsync(MatrixCell cell, CancellationToken cancellationToken)
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = clock }, cancellationToken);
        IFaultFront front = cell.Fault is { } fault && fault.IsHttp2()
            ? await Http2Front.StartAsync(server.Url, cancellationToken)
            : FaultProxy.Start(server.Url);
        var bed = new MatrixBed(cell, server, clock, front);
        await bed.PrepareAsync(cancellationToken);
        return bed;
    }

    /// <summary>How many requests LiveKit has taken whose answer is kept back for ever.</summary>
    public int Silenced() => Front.Requests.Count(request => request is { Fault: FaultPoint.Silence, IsForwarded: true } && IsTaken(request));

    /// <summary>Whether a phone rings whose dial will only be answered when the ringing time is over.</summary>
    public bool RingsInVain()
        => _cell.Column == MatrixColumn.DialNoAnswer
            && _cell.Fault is not (FaultPoint.Silence
                or FaultPoint.ResetAfterBody
                or FaultPoint.Status502AfterForwarding
                or FaultPoint.Status504AfterForwarding
                or FaultPoint.Http2ResetAfterBody)
            && Server.Dials.Any(static dial => dial.IsRinging);

    /// <summary>How many trunks or dispatches there are.</summary>
    public async Task<int> StoredAsync(CancellationToken cancellationToken)
    {
        if (_cell.Column == MatrixColumn.Create)
        {
            return await _beside.Sip.ListSipOutboundTrunkAsync(null, cancellationToken).CountAsync(cancellationToken);
        }

        using var connection = new LiveKitConnection(Server.OptionsFor(Clock), httpClient: null);
        var list = await connection.Twirp.CallAsync(
            AgentDispatchMethods.ListDispatch,
            new ListAgentDispatchRequest { Room = Room },
            new TwirpRequest(),
            cancellationToken);
        return list.AgentDispatches.Count(static dispatch => dispatch.AgentName == Agent);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _beside.DisposeAsync();
        await Front.DisposeAsync();
        await Server.DisposeAsync();
    }

    private static Action<SocketsHttpHandler>? ConnectionsOf(MatrixCell cell, IFaultFront front)
    {
        if (front is Http2Front http2)
        {
            return handler => handler.SslOptions = http2.Trust;
        }

        if (cell.Fault is { } fault && fault.IsBeforeConnected())
        {
            var connect = new FaultyConnect(fault, cell.IsAlways ? int.MaxValue : 1);
            return handler => handler.ConnectCallback = connect.ConnectAsync;
        }

        return null;
    }

    private bool IsStruck(ProxiedRequest request)
        => _cell.Fault is { } fault
            && !fault.IsBeforeConnected()
            && (_cell.IsAlways || (request.Rpc == _cell.Rpc && request.Ordinal == 1));

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        Server.Agents[Agent] = MockAgent.Joins();
        if (_cell.Column == MatrixColumn.Read)
        {
            await _beside.Sip.CreateSipOutboundTrunkAsync(MatrixActs.NewTrunk(), cancellationToken);
        }
        else if (_cell.Column is MatrixColumn.Overwrite or MatrixColumn.Transfer or MatrixColumn.Dispatch)
        {
            var request = MatrixActs.NewDial("+15005550001");
            request.ParticipantIdentity = Callee;
            await _beside.Sip.DialAsync(request, cancellationToken);
        }
    }

    // A fault after forwarding strikes when LiveKit has begun to carry the request out: at a dial, when the call is placed.
    private Task WaitUntilTakenAsync(ProxiedRequest request, CancellationToken cancellationToken)
        => Clock.UntilAsync(() => IsTaken(request), cancellationToken);

    private bool IsTaken(ProxiedRequest request)
        => Server.Requests.Any(taken => taken.Method == request.Rpc && taken.RequestId == request.RequestId && taken.HttpStatus is not null)
            || (_cell.IsDial && request.Rpc == _cell.Rpc && Server.Dials.Any(static dial => dial.RingCount > 0));
}
