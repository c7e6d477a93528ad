using LiveKit.Sip.Calls.Dialling;
using LiveKit.Sip.Calls.Live;
using LiveKit.Sip.Calls.Validation;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Transport;
using LiveKit.Sip.Transport.Sending;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

/// <summary>What all clients of one server share: settings and the way to the wire.</summary>
internal sealed class LiveKitConnection : IDisposable, IAsyncDisposable
{
    private int _cleanUpIsWarnedAbout;

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
        Dials = new LiveDials(Settings.Logger);
        LiveCalls = new LiveCalls(Settings.Time, Settings.MaxPollsPerSecond, Settings.Logger);
    }

    /// <summary>The dials under way.</summary>
    public LiveDials Dials { get; }

    /// <summary>The calls that are being watched.</summary>
    public LiveCalls LiveCalls { get; }

    /// <summary>How many calls may ask the room at the same time what became of them.</summary>
    public SemaphoreSlim Inquiries { get; } = new(initialCount: 8);

    public ConnectionSettings Settings { get; }

    public TwirpClient Twirp { get; }

    /// <summary>When the caller's HttpClient cuts every request; infinite without one.</summary>
    public TimeSpan HttpTimeout { get; }

    /// <summary>Warns, once and before anything rings, of a token that can neither look at the participants of dials nor remove them.</summary>
    public void CheckCleanUpRight(string room)
    {
        if (!Settings.Credentials.CanCleanUp(room) && Interlocked.Exchange(ref _cleanUpIsWarnedAbout, 1) == 0)
        {
            Log.CannotCleanUp(Settings.Logger);
        }
    }

    /// <summary>Refuses what the caller's HttpClient would cut before LiveKit answers: it would leave the callee alone in the room.</summary>
    /// <param name="needed">How long the request may take; null for the usual time.</param>
    /// <param name="what">What kind of request it is.</param>
    /// <param name="problems">What is wrong is added.</param>
    public void CheckHttpTimeout(TimeSpan? needed, string what, ProblemList problems)
    {
        var time = needed ?? Settings.RequestTimeout;
        problems.Check(
            HttpTimeout == Timeout.InfiniteTimeSpan || HttpTimeout >= time,
            "HttpClient.Timeout",
            $"is {HttpTimeout.TotalSeconds} s, but this {what} may take {time.TotalSeconds} s: give the client more time, or none of your own");
    }

    /// <summary>Cancels the dials under way; the connections close behind the last one's clean-up, which nobody waits for.</summary>
    public void Dispose() => _ = CloseAsync();

    /// <summary>Cancels the dials under way, waits for their clean-up, and closes the connections.</summary>
    public ValueTask DisposeAsync() => new(CloseAsync());

    // The semaphore stays: it holds nothing of the system's, and calls may still be asking.
    private async Task CloseAsync()
    {
        await Dials.CloseAsync().ConfigureAwait(false);
        Dials.Dispose();
        LiveCalls.Dispose();
        Twirp.Dispose();
    }
}
