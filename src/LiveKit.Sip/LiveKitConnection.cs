using LiveKit.Sip.Transport;
using LiveKit.Sip.Transport.Sending;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

/// <summary>What all clients of one server share: settings and the way to the wire.</summary>
internal sealed class LiveKitConnection : IDisposable
{
    public LiveKitConnection(LiveKitOptions options, HttpClient? httpClient)
        : this(options, settings => httpClient is null ? new OwnConnections(OwnHandler.Create()) : new CallersHttpClient(httpClient, settings.MaxResponseSize, settings.Logger))
    {
    }

    /// <param name="options">Where and who.</param>
    /// <param name="senderOf">Makes the way to the wire, given the settings; it is disposed of with this.</param>
    public LiveKitConnection(LiveKitOptions options, Func<ConnectionSettings, RequestSender> senderOf)
    {
        Settings = ConnectionSettings.From(options);
        var sender = senderOf(Settings);
        Twirp = new TwirpClient(Settings, sender);
        HttpTimeout = sender.Timeout;
    }

    /// <summary>How many calls may ask the room at the same time what became of them.</summary>
    public SemaphoreSlim Inquiries { get; } = new(initialCount: 8);

    public ConnectionSettings Settings { get; }

    public TwirpClient Twirp { get; }

    /// <summary>When the caller's HttpClient cuts every request; infinite without one.</summary>
    public TimeSpan HttpTimeout { get; }

    // The semaphore stays: it holds nothing of the system's, and calls may still be asking.
    public void Dispose() => Twirp.Dispose();
}
