using LiveKit.Protocol;
using LiveKit.Sip.Testing.Agents;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.Regions;
using LiveKit.Sip.Testing.Rpc;
using LiveKit.Sip.Testing.State;
using LiveKit.Sip.Testing.Transfers;

namespace LiveKit.Sip.Testing;

/// <summary>
/// A LiveKit server for tests: in process, over real sockets (HTTP/1.1 in clear text on the loopback interface), with phones on
/// script. It checks tokens, grants and requests as an open-source LiveKit server does, with the same errors, runs calls through
/// the same steps, and records what it received.
/// </summary>
/// <remarks>Thread-safe. Everything it hands out is a snapshot, except <see cref="MockDial"/> and <see cref="MockRequest"/>, which go on being filled in.</remarks>
public sealed class MockLiveKitServer : IAsyncDisposable
{
    private readonly MockLiveKitOptions _options;
    private readonly RequestLog _requests;
    private readonly DialLog _dials = new();
    private readonly DataLog _data = new();
    private readonly RoomStore _rooms;
    private readonly CallCentre _calls;
    private readonly TransferCentre _transfers;
    private readonly RegionHost[] _hosts;

    private MockLiveKitServer(MockLiveKitOptions options)
    {
        _options = options;
        _requests = new RequestLog(options.TimeProvider);
        _rooms = new RoomStore(options.TimeProvider);
        _calls = new CallCentre(_rooms, Phones, _dials, options.TimeProvider);
        _transfers = new TransferCentre(_calls, _rooms, Phones, options.TimeProvider);
        var dispatches = new DispatchCentre(_rooms, Agents, options.TimeProvider);
        var stores = new SipStores(options);
        var rpcs = new RpcTable(
            new OutboundTrunkRpcs(stores).Methods,
            new InboundTrunkRpcs(stores).Methods,
            new TrunkDeletionRpcs(stores, options).Methods,
            new DispatchRuleRpcs(stores).Methods,
            new DialRpcs(stores, _calls).Methods,
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

    /// <summary>The agents that join when they are dispatched; none by itself.</summary>
    public AgentBook Agents { get; } = new();

    /// <summary>What goes wrong with requests; nothing by itself.</summary>
    public MockFaults Faults { get; } = new();

    /// <summary>All HTTP requests so far, in order of arrival, refused ones included.</summary>
    public IReadOnlyList<MockRequest> Requests => _requests.Snapshot();

    /// <summary>All calls placed so far, in order; a request that was refused is none.</summary>
    public IReadOnlyList<MockDial> Dials => _dials.Snapshot();

    /// <summary>All transfers that the carrier was asked for, in order; a request that was refused before is none.</summary>
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
    /// <exception cref="OperationCanceledException">Starting was cancelled.</exception>
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
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<MockDial> WaitForDialAsync(CancellationToken cancellationToken = default) => _dials.NextAsync(cancellationToken).AsTask();

    /// <summary>
    /// Somebody joins a room who is neither a SIP participant nor an agent, such as a person with a browser. The room is made when it is
    /// missing; somebody with the same identity has to go. They stay until they are removed.
    /// </summary>
    /// <param name="roomName">The room.</param>
    /// <param name="participant">
    /// What the API shall show. Ids of participant and tracks are made up when they are empty, the state <c>JOINING</c> becomes
    /// <c>ACTIVE</c>, and the time of joining is now.
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
            return _rooms.Join(roomName, Guest.New(participant, _options.TimeProvider.GetUtcNow()));
        }
        catch (TwirpErrorException e)
        {
            throw new InvalidOperationException($"Nobody else can join {roomName}: {e.Message}", e);
        }
    }

    /// <summary>
    /// The SIP service dies: its calls stay in the room as they are, and nothing moves them any more. Does nothing more when it is
    /// dead already, except that the new <paramref name="takesDials"/> counts from then on.
    /// </summary>
    /// <param name="takesDials">
    /// What becomes of new dials. <see langword="true"/> (the default): they are taken and nothing works on them, so they are
    /// answered <c>deadline_exceeded</c>, <c>request timed out</c>, when the server's deadline passes, and no participant joins.
    /// <see langword="false"/>: the server finds no SIP service, and answers <c>unavailable</c>, <c>no response from servers</c>,
    /// after a second.
    /// </param>
    /// <remarks>
    /// A waiting dial is answered when the server's deadline passes, as was observed. The rest was not observed, and is what is most
    /// plausible: with that deadline the participant leaves; RemoveParticipant, DeleteRoom and a participant of the same identity take
    /// it out of the room before, without an answer to the dial. No CANCEL reaches the phone: it rings until its script ends that (an
    /// answer is an answer to nobody) or, three minutes after the dial, the carrier gives up. <see cref="MockDial.IsRinging"/> and
    /// <see cref="MockDial.RingingEndedAt"/> tell. A call that is up, or that nobody waits for, stays up until it is removed.
    /// </remarks>
    public void StopSipService(bool takesDials = true) => _calls.StopSipService(takesDials);

    /// <summary>A new SIP service takes new dials. It knows nothing of the calls that an earlier one left behind.</summary>
    public void StartSipService() => _calls.StartSipService();

    /// <summary>
    /// The server dies and the SIP service lives: all connections are closed without an answer, the port is closed, and rooms and
    /// participants are lost; trunks are kept. Does nothing when the server is down already.
    /// </summary>
    /// <returns>A task that completes when the port is closed.</returns>
    /// <remarks>
    /// A phone that rings goes on until its script ends that or its ringing time (<c>ringing_timeout</c>, or less with
    /// <c>max_call_duration</c>) is over, and nothing can stop it before, as was observed; an answer finds no room, and the SIP service
    /// hangs up at once. Not observed, but most plausible: the SIP service hangs up on calls that are up already.
    /// <see cref="MockDial.End"/> is <see cref="DialEndReason.ServerCrashed"/> for both.
    /// </remarks>
    public async Task CrashAsync()
    {
        var cut = Task.WhenAll(_hosts.Select(host => host.CutAsync()));
        _calls.Crash();
        _transfers.Stop();
        await cut.ConfigureAwait(false);
        _rooms.Clear();
    }

    /// <summary>Starts the server again after <see cref="CrashAsync"/>, on the same port and without rooms. Does nothing when it runs.</summary>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>A task that completes when the server listens.</returns>
    /// <exception cref="IOException">Somebody else has taken the port.</exception>
    /// <exception cref="OperationCanceledException">Starting was cancelled.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        _calls.Restart();
        await ListenAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends all calls, answers the requests that wait for them, and stops listening. What was recorded stays readable.</summary>
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
