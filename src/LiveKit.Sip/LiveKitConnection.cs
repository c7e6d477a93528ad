using LiveKit.Sip.Calls;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Sending;

namespace LiveKit.Sip;

/// <summary>What all clients of one server share: settings and the way to the wire.</summary>
internal sealed class LiveKitConnection : IDisposable, IAsyncDisposable
{
    public LiveKitConnection(LiveKitOptions options, HttpClient? httpClient)
        : this(options, settings => httpClient is null ? new OwnConnections(OwnHandler.Create()) : new CallersHttpClient(httpClient, settings))
    {
    }

    /// <param name="options">Where and who.</param>
    /// <param name="senderOf">Makes the way to the wire, given the settings; it is disposed of with this.</param>
    public LiveKitConnection(LiveKitOptions options, Func<ConnectionSettings, RequestSender> senderOf)
    {
        var settings = OptionsChecks.SettingsOf(options);
        var sender = senderOf(settings);
        Twirp = new TwirpClient(settings, sender);
        Calls = new CallContext(settings, Twirp, sender.Timeout, new OutcomeClassifier(options.ClassifySipFailure, settings.Logger));
        Dialer = new Dialer(Calls);
    }

    public TwirpClient Twirp { get; }

    /// <summary>What all calls of these clients share.</summary>
    public CallContext Calls { get; }

    public Dialer Dialer { get; }

    /// <summary>Ends the dials, and refuses later ones, as soon as the host begins to stop.</summary>
    /// <param name="stopping">Canceled when the host begins to stop.</param>
    public void EndDialsAt(CancellationToken stopping) => Calls.Dials.EndAt(stopping);

    /// <summary>Cancels the dials under way; the connections close behind the last one's clean-up, which nobody waits for.</summary>
    public void Dispose() => _ = CloseAsync();

    /// <summary>Cancels the dials under way, waits for their clean-up, and closes the connections.</summary>
    public ValueTask DisposeAsync() => new(CloseAsync());

    private async Task CloseAsync()
    {
        await Calls.DisposeAsync().ConfigureAwait(false);
        Twirp.Dispose();
    }
}
