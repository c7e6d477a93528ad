using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

/// <summary>LiveKit's SIP service: places phone calls and keeps trunks.</summary>
/// <remarks>Thread-safe; one instance serves a whole process. Building one sends nothing.</remarks>
public partial class SipClient : IDisposable, IAsyncDisposable
{
    private readonly LiveKitConnection? _connection;
    private readonly bool _ownsConnection;

    /// <summary>Creates a client that signs its own tokens.</summary>
    /// <param name="url">The server's URL: <c>wss://</c>, <c>https://</c>, <c>ws://</c> or <c>http://</c>.</param>
    /// <param name="apiKey">The API key.</param>
    /// <param name="apiSecret">The secret that belongs to it.</param>
    /// <exception cref="ArgumentException">An argument is missing or wrong; all of them are named.</exception>
    public SipClient(string url, string apiKey, string apiSecret)
        : this(new LiveKitOptions { Url = url, ApiKey = apiKey, ApiSecret = apiSecret })
    {
    }

    /// <summary>Creates a client.</summary>
    /// <param name="options">Where and who; copied.</param>
    /// <param name="httpClient">What requests are sent with; see <see cref="LiveKitClient(LiveKitOptions, HttpClient?)"/>.</param>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="ArgumentException">An option is missing or wrong; all of them are named.</exception>
    public SipClient(LiveKitOptions options, HttpClient? httpClient = null)
    {
        _connection = new LiveKitConnection(options, httpClient);
        _ownsConnection = true;
    }

    /// <summary>For substitutes in tests; its methods throw <see cref="InvalidOperationException"/> unless overridden.</summary>
    protected SipClient()
    {
    }

    internal SipClient(LiveKitConnection connection)
    {
        _connection = connection;
    }

    private LiveKitConnection Connection
        => _connection ?? throw new InvalidOperationException("This client was made without a server: override its methods.");

    private TwirpClient Twirp => Connection.Twirp;

    /// <summary>
    /// Cancels the dials that are not answered yet, as <see cref="DialOptions.CancelBehavior"/> says, without waiting for it, and closes the connections,
    /// unless they belong to a <see cref="LiveKitClient"/> or to the caller's HttpClient. Answered calls go on. <see cref="DisposeAsync"/> waits.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Cancels the dials that are not answered yet, as <see cref="DialOptions.CancelBehavior"/> says, waits until their phones are quiet (at most some 10 seconds), and closes the connections,
    /// unless they belong to a <see cref="LiveKitClient"/> or to the caller's HttpClient. Answered calls go on.
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
    protected virtual ValueTask DisposeAsyncCore() => _ownsConnection && _connection is not null ? _connection.DisposeAsync() : ValueTask.CompletedTask;

    /// <summary>Ends the dials and closes the connections.</summary>
    /// <param name="disposing">Whether this is an orderly disposal.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && _ownsConnection)
        {
            _connection?.Dispose();
        }
    }
}
