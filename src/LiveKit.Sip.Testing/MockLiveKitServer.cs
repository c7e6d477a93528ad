using LiveKit.Protocol;
using LiveKit.Sip.Testing.Agents;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Hosting;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.Regions;
using LiveKit.Sip.Testing.Requests;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Rpc;
using LiveKit.Sip.Testing.Stores;
using LiveKit.Sip.Testing.Transfers;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing;

/// <summary>
/// A LiveKit server for tests: in process, over real sockets (HTTP/1.1 in clear text on the loopback interface), with phones on
/// script. It checks tokens, grants and requests as an open-source LiveKit server does, with the same errors, runs calls through
/// the same steps, and records what it received.
/// </summary>
/// <remarks>Thread-safe. Everything it returns is a snapshot, except <see cref="MockDial"/> and <see cref="MockRequest"/>, which are updated as the call and the request go on.</remarks>
public sealed partial class MockLiveKitServer : IAsyncDisposable
{
    private readonly MockLiveKitOptions _options;
    private readonly RequestLog _requests;
    private readonly DialLog _dials = new();
    private readonly DataLog _data = new();
    private readonly RoomStore _rooms;
    private readonly SipStores _stores;
    private readonly CallEngine _calls;
    private readonly TransferEngine _transfers;
    private readonly RegionHost[] _hosts;

    private MockLiveKitServer(MockLiveKitOptions options)
    {
        _options = options;
        _requests = new RequestLog(options.TimeProvider);
        _rooms = new RoomStore(options.TimeProvider);
        _stores = new SipStores(options);
        _calls = new CallEngine(_rooms, Phones, _dials, options.TimeProvider);
        _transfers = new TransferEngine(_calls, _rooms, Phones, options);
        var dispatches = new DispatchEngine(_rooms, Agents, options.TimeProvider);
        var rpcs = new RpcTable(
            new TrunkRpcs(_stores, options).Methods,
            new DispatchRuleRpcs(_stores).Methods,
            new DialRpcs(_stores, _calls).Methods,
            new TransferRpcs(_transfers, options).Methods,
            new RoomRpcs(_rooms, dispatches, _data, options.TimeProvider).Methods,
            new ParticipantRpcs(_rooms, options).Methods,
            new PerformRpcRpcs(_rooms, _calls, options).Methods,
            new DispatchRpcs(dispatches, options.TimeProvider).Methods);
        RequestHandler? handler = null;
        _hosts = [.. Enumerable.Range(0, options.Regions).Select(region => new RegionHost(
            region == 0 ? options.Port : 0,
            (http, serverDown) => handler!.HandleAsync(http, region, serverDown)))];
        Regions = new MockRegions(_hosts, _rooms.Gate);
        var regionList = new RegionList(Regions, () => RegionUrls);
        handler = new RequestHandler(options, new Authenticator(options), rpcs, _requests, Faults, Regions, regionList);
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:49152</c>.</summary>
    public Uri Url => _hosts[0].Url;

    /// <summary>Where the regions listen, in order; the first is <see cref="Url"/>, and the only one without regions.</summary>
    public IReadOnlyList<Uri> RegionUrls => [.. _hosts.Select(host => host.Url)];

    /// <summary>The regions: how long they may be cached, which may be used, and which are down.</summary>
    public MockRegions Regions { get; }

    /// <summary>The API key that tokens must be made with.</summary>
    public string ApiKey => _options.ApiKey;

    /// <summary>The API secret that tokens must be signed with.</summary>
    public string ApiSecret => _options.ApiSecret;

    /// <summary>The phones; script them before or while calls come in.</summary>
    public PhoneBook Phones { get; } = new();

    /// <summary>The agents that join when they are dispatched. Default: none.</summary>
    public AgentBook Agents { get; } = new();

    /// <summary>What goes wrong with requests. Default: nothing.</summary>
    public MockFaults Faults { get; } = new();

    /// <summary>All HTTP requests so far, in order of arrival, refused ones included.</summary>
    public IReadOnlyList<MockRequest> Requests => _requests.Snapshot();

    /// <summary>All calls placed so far, in order; a request that failed its checks places no call.</summary>
    public IReadOnlyList<MockDial> Dials => _dials.Snapshot();

    /// <summary>All transfers that the carrier was asked for, in order. A request that failed before the carrier was asked is not among them.</summary>
    public IReadOnlyList<MockTransfer> Transfers => _transfers.Snapshot();

    /// <summary>The rooms that exist now.</summary>
    public IReadOnlyList<MockRoom> Rooms => _rooms.Snapshot();

    /// <summary>All data sent into rooms by SendData, in order; whether anybody was there to receive it does not matter.</summary>
    public IReadOnlyList<SendDataRequest> SentData => _data.Snapshot();

    /// <summary>Starts a server.</summary>
    /// <param name="options">How it is set up. Default: as <see cref="MockLiveKitOptions"/> says.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>The running server; dispose of it to stop it.</returns>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="OperationCanceledException">Starting was canceled.</exception>
    public static async Task<MockLiveKitServer> StartAsync(MockLiveKitOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new MockLiveKitServer((options ?? new MockLiveKitOptions()).Copy());
        try
        {
            await server.ListenAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for the next call: each call placed is returned once, in order, whether it came before or after the wait began.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The call.</returns>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public Task<MockDial> WaitForDialAsync(CancellationToken cancellationToken = default) => _dials.NextAsync(cancellationToken).AsTask();

    /// <summary>
    /// Adds a participant to a room that is neither a SIP participant nor an agent, such as a person with a browser. The room is created when
    /// it does not exist. A participant with the same identity is removed. The new participant stays until it is removed.
    /// </summary>
    /// <param name="roomName">The room.</param>
    /// <param name="participant">
    /// The participant as the API is to show it. Empty ids of the participant and its tracks are filled in, the state <c>JOINING</c>
    /// becomes <c>ACTIVE</c>, and the time of joining is now.
    /// </param>
    /// <returns>The participant as the API shows it.</returns>
    /// <exception cref="ArgumentNullException">The room or the participant is null.</exception>
    /// <exception cref="ArgumentException">The participant has no identity.</exception>
    /// <exception cref="InvalidOperationException">The room is full.</exception>
    public ParticipantInfo AddParticipant(string roomName, ParticipantInfo participant)
    {
        ArgumentNullException.ThrowIfNull(roomName);
        ArgumentNullException.ThrowIfNull(participant);
        ArgumentException.ThrowIfNullOrEmpty(participant.Identity, nameof(participant));
        try
        {
            return _rooms.Join(roomName, VisitorParticipant.New(participant, _options.TimeProvider.GetUtcNow()));
        }
        catch (TwirpErrorException e)
        {
            throw new InvalidOperationException($"Nobody else can join {roomName}: {e.Message}", e);
        }
    }

    /// <summary>
    /// Kills the SIP service: its calls do not go on, and the server misses their participants only after 20 seconds. When the SIP service
    /// is dead already, only the new <paramref name="takesDials"/> takes effect. <see cref="MockFault.SipServiceDiesAt"/> does the same to a single call.
    /// </summary>
    /// <param name="takesDials">
    /// What happens to new dials. <see langword="true"/> (the default): they are accepted and nothing works on them, so they fail with
    /// <c>deadline_exceeded</c>, <c>request timed out</c>, when the server's deadline passes, and no participant joins.
    /// <see langword="false"/>: the server finds no SIP service, and dials fail with <c>unavailable</c>, <c>no response from servers</c>,
    /// after a second.
    /// </param>
    /// <remarks>
    /// All of this was observed of phones that ring, and the mock does the same to calls in other steps. A dial that waits fails only when the server's deadline
    /// passes (<c>deadline_exceeded</c>, <c>request timed out</c>). The participant keeps its status for 20 seconds after the death and is
    /// gone then (<see cref="DialEndReason.SipServiceLost"/>), whatever the dial does. RemoveParticipant, DeleteRoom and a participant with
    /// the same identity succeed before that, without a response to the dial, and reach no phone: it rings until its script ends the
    /// ringing (an answer reaches nobody), or until the carrier gives up three minutes after the dial. <see cref="MockDial.IsRinging"/>,
    /// <see cref="MockDial.RingingEndedAt"/> and <see cref="MockDial.PickedUpAt"/> show it.
    /// </remarks>
    public void StopSipService(bool takesDials = true) => _calls.StopSipService(takesDials);

    /// <summary>Starts a new SIP service, which serves new dials. It does not know the calls that an earlier one left behind.</summary>
    public void StartSipService() => _calls.StartSipService();

    /// <summary>
    /// Kills the server while the SIP service lives: all connections are closed without a response, the port is closed, and rooms and
    /// participants are lost. Trunks are kept. Nothing happens when the server is down already.
    /// </summary>
    /// <returns>A task that completes when the port is closed.</returns>
    /// <remarks>
    /// A phone that rings goes on until its script ends the ringing or its ringing time (<c>ringing_timeout</c>, or less with
    /// <c>max_call_duration</c>) is over, and nothing can stop it before, as was observed. If the callee answers, there is no room, and the
    /// SIP service hangs up at once. Not observed, but most plausible, is that the SIP service also hangs up calls that were answered before.
    /// <see cref="MockDial.End"/> is <see cref="DialEndReason.ServerCrashed"/> in both cases.
    /// </remarks>
    public async Task CrashAsync()
    {
        var aborted = Task.WhenAll(_hosts.Select(host => host.AbortAsync()));
        _calls.Crash();
        _transfers.Stop();
        await aborted.ConfigureAwait(false);
        _rooms.Clear();
    }

    /// <summary>Starts the server again after <see cref="CrashAsync"/>, on the same port and without rooms. Nothing happens when the server runs.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>A task that completes when the server listens.</returns>
    /// <exception cref="IOException">Somebody else has taken the port.</exception>
    /// <exception cref="OperationCanceledException">Starting was canceled.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        _calls.Restart();
        await ListenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends all calls, completes the requests that wait for them, and stops listening. The records stay readable.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        _transfers.Stop();
        _calls.Stop();
        foreach (var host in _hosts)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }

        _rooms.Dispose();
    }

    /// <summary>Names the URL; does not show the secret.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"MockLiveKitServer {Url}";

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        foreach (var host in _hosts)
        {
            await host.StartAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
