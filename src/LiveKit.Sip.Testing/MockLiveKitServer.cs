using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Records;
using LiveKit.Sip.Testing.Rpc;
using LiveKit.Sip.Testing.State;

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
    private readonly RoomStore _rooms;
    private readonly CallCentre _calls;
    private readonly HttpHost _host;

    private MockLiveKitServer(MockLiveKitOptions options)
    {
        _options = options;
        _requests = new RequestLog(options.TimeProvider);
        _rooms = new RoomStore(options.TimeProvider);
        _calls = new CallCentre(_rooms, Phones, _dials, options.TimeProvider);
        var trunks = new OutboundTrunkStore();
        var rpcs = new RpcTable(
            new OutboundTrunkRpcs(trunks).Methods,
            new DialRpcs(trunks, _calls).Methods,
            new RoomRpcs(_rooms).Methods);
        _host = new HttpHost(options.Port, new RequestHandler(new Authenticator(options), rpcs, _requests).HandleAsync);
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:49152</c>.</summary>
    public Uri Url => _host.Url;

    /// <summary>The API key that tokens must be made with.</summary>
    public string ApiKey => _options.ApiKey;

    /// <summary>The API secret that tokens must be signed with.</summary>
    public string ApiSecret => _options.ApiSecret;

    /// <summary>The phones; script them before or while calls come in.</summary>
    public PhoneBook Phones { get; } = new();

    /// <summary>All HTTP requests so far, in order of arrival, refused ones included.</summary>
    public IReadOnlyList<MockRequest> Requests => _requests.Snapshot();

    /// <summary>All calls placed so far, in order; a request that was refused is none.</summary>
    public IReadOnlyList<MockDial> Dials => _dials.Snapshot();

    /// <summary>The rooms that exist now.</summary>
    public IReadOnlyList<MockRoom> Rooms => _rooms.Snapshot();

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
            await server._host.StartAsync(cancellationToken).ConfigureAwait(false);
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

    /// <summary>Ends all calls, answers the requests that wait for them, and stops listening. What was recorded stays readable.</summary>
    /// <returns>A task that completes when the port is free.</returns>
    public async ValueTask DisposeAsync()
    {
        _calls.Stop();
        await _host.DisposeAsync().ConfigureAwait(false);
        _rooms.Dispose();
    }

    /// <summary>Names the URL; does not show the secret.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"MockLiveKitServer {Url}";
}
