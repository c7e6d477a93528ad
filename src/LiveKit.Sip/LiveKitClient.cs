namespace LiveKit.Sip;

/// <summary>One connection to a LiveKit server, with a client for each of its services.</summary>
/// <remarks>Thread-safe; one instance serves a whole process. Building one sends nothing.</remarks>
public partial class LiveKitClient : IDisposable, IAsyncDisposable
{
    private readonly LiveKitConnection? _connection;
    private readonly SipClient? _sip;
    private readonly RoomClient? _rooms;
    private readonly AgentDispatchClient? _agentDispatch;

    /// <summary>Creates a client that signs its own tokens.</summary>
    /// <param name="url">The server's URL: <c>wss://</c>, <c>https://</c>, <c>ws://</c> or <c>http://</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="apiSecret">The secret that belongs to it.</param>
    /// <exception cref="ArgumentException">An argument is missing or wrong; all of them are named, with what to change, and none is shown.</exception>
    public LiveKitClient(string url, string apiKey, string apiSecret)
        : this(LiveKitOptions.FromArguments(url, apiKey, apiSecret))
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="options">Where and who; copied.</param>
    /// <param name="httpClient">
    /// What requests are sent with; never changed and never disposed of. Its <see cref="HttpClient.Timeout"/> must be longer than a dial.
    /// Its handlers must neither repeat dials nor read or copy their content. A dial whose content they read is not sent
    /// (<see cref="CallOutcome.InvalidRequest"/>). A dial that they try to send again is not sent again, and its answer is lost: the room is
    /// asked, and what the room does not tell is <see cref="CallOutcome.Unknown"/>. Below the handlers of <c>AddLiveKitSip</c> neither
    /// happens. Test servers and stub handlers need <see cref="LiveKitOptions.AllowBufferedDials"/>. Dials go out over HTTP/1.1. Default: connections of this client's own, made for calls that wait.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is missing or wrong; all of them are named, with what to change, and none is shown.</exception>
    public LiveKitClient(LiveKitOptions options, HttpClient? httpClient = null)
        : this(new LiveKitConnection(options, httpClient))
    {
    }

    internal LiveKitClient(LiveKitConnection connection)
    {
        _connection = connection;
        _rooms = new RoomClient(_connection);
        _sip = new SipClient(_connection);
        _agentDispatch = new AgentDispatchClient(_connection);
    }

    /// <summary>For substitutes in tests; its properties throw <see cref="InvalidOperationException"/> unless overridden.</summary>
    protected LiveKitClient()
    {
    }

    /// <summary>Phone calls and trunks.</summary>
    public virtual SipClient Sip => _sip ?? throw new InvalidOperationException($"Override {nameof(Sip)}.");

    /// <summary>Rooms and their participants.</summary>
    public virtual RoomClient Rooms => _rooms ?? throw new InvalidOperationException($"Override {nameof(Rooms)}.");

    /// <summary>Agents, sent into rooms.</summary>
    public virtual AgentDispatchClient AgentDispatch => _agentDispatch ?? throw new InvalidOperationException($"Override {nameof(AgentDispatch)}.");

    /// <summary>Creates a client from <c>LIVEKIT_URL</c> and either <c>LIVEKIT_API_KEY</c> and <c>LIVEKIT_API_SECRET</c>, or <c>LIVEKIT_TOKEN</c>.</summary>
    /// <returns>A new client.</returns>
    /// <exception cref="ArgumentException">A variable is missing or wrong; all of them are named, with what to change, and none is shown.</exception>
    public static LiveKitClient FromEnvironment() => new(LiveKitOptions.FromEnvironment());

    /// <summary>
    /// Cancels the dials that are not answered yet, as <see cref="DialOptions.CancelBehavior"/> says, without waiting for it, and closes the connections,
    /// unless they belong to the caller's HttpClient. Answered calls go on. <see cref="DisposeAsync"/> waits.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Cancels the dials that are not answered yet, as <see cref="DialOptions.CancelBehavior"/> says, waits until their phones are quiet (at most some 10 seconds), and closes the connections,
    /// unless they belong to the caller's HttpClient. Answered calls go on.
    /// </summary>
    /// <returns>A task that completes when it is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await DisposeAsyncCore().ConfigureAwait(false);
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the dials and closes the connections.</summary>
    /// <returns>A task that completes when it is done.</returns>
    protected virtual ValueTask DisposeAsyncCore() => _connection is not null ? _connection.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Ends the dials and closes the connections.</summary>
    /// <param name="disposing">Whether this is an orderly disposal.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _connection?.Dispose();
        }
    }
}
