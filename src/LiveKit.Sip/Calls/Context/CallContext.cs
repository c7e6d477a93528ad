using LiveKit.Sip.Authentication;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Calls.Context;

/// <summary>What all calls of one client share: settings, the RPCs that they use, the pace of their polls, and the lists of what is under way.</summary>
internal sealed class CallContext : IAsyncDisposable
{
    private readonly TimeSpan _httpTimeout;
    private readonly CancellationTokenSource _closed = new();
    private int _isWarnedOfCleanUp;

    /// <param name="settings">The client's settings.</param>
    /// <param name="twirp">What every request goes through.</param>
    /// <param name="httpTimeout">When the caller's HttpClient cuts every request; infinite without one.</param>
    /// <param name="classifier">What judges failed dials and transfers.</param>
    public CallContext(ConnectionSettings settings, TwirpClient twirp, TimeSpan httpTimeout, OutcomeClassifier classifier)
    {
        Classifier = classifier;
        Settings = settings;
        Twirp = twirp;
        _httpTimeout = httpTimeout;
        Participants = new ParticipantRpc(twirp);
        Rooms = new RoomRpc(twirp);
        Dispatches = new AgentDispatchRpc(twirp);
        Pace = new PollingPace(settings.Time, settings.MaxPollsPerSecond);
        Dials = new PendingDials(settings.Logger);
        Closed = _closed.Token;
    }

    public ConnectionSettings Settings { get; }

    public TimeProvider Time => Settings.Time;

    public ILogger Logger => Settings.Logger;

    public TwirpClient Twirp { get; }

    /// <summary>What judges failed dials and transfers.</summary>
    public OutcomeClassifier Classifier { get; }

    public ParticipantRpc Participants { get; }

    public RoomRpc Rooms { get; }

    public AgentDispatchRpc Dispatches { get; }

    /// <summary>The pace that the polls of all calls keep to together.</summary>
    public PollingPace Pace { get; }

    /// <summary>The dials under way.</summary>
    public PendingDials Dials { get; }

    /// <summary>The calls that are being watched.</summary>
    public WatchedCalls Watched { get; } = new();

    /// <summary>How many calls may look up at the same time what became of them: a broken connection makes all of them ask at once.</summary>
    public SemaphoreSlim LookupSlots { get; } = new(initialCount: 8);

    /// <summary>Canceled when the client was disposed of and its dials have ended.</summary>
    public CancellationToken Closed { get; }

    /// <summary>Warns, once and before anything rings, of a token that can neither look at the participants of dials nor remove them.</summary>
    public void CheckCleanUpRight(string room)
    {
        if (!Settings.Credentials.CanCleanUp(room) && Interlocked.Exchange(ref _isWarnedOfCleanUp, 1) == 0)
        {
            Log.CannotCleanUp(Logger);
        }
    }

    /// <summary>Refuses what the caller's HttpClient would cut before LiveKit answers, because that would leave the callee alone in the room.</summary>
    /// <param name="needed">How long the request may take; null for the usual time.</param>
    /// <param name="what">What kind of request it is.</param>
    /// <param name="problems">What is wrong is added.</param>
    public void CheckHttpTimeout(TimeSpan? needed, string what, ProblemList problems)
    {
        var time = needed ?? Settings.RequestTimeout;
        problems.Check(
            _httpTimeout == Timeout.InfiniteTimeSpan || _httpTimeout >= time,
            "HttpClient.Timeout",
            $"is {_httpTimeout.TotalSeconds} s, but this {what} may take {time.TotalSeconds} s: give the client more time, or none of your own");
    }

    /// <summary>Cancels the dials under way, waits until they have cleaned up, and then ends every watch.</summary>
    public async ValueTask DisposeAsync()
    {
        await Dials.CloseAsync().ConfigureAwait(false);
        Dials.Dispose();

        // The cancellation does not run on this thread, because it ends every watch. The slots are not disposed of: they hold nothing of the
        // system's, and calls may still be asking.
        _ = _closed.CancelAsync();
        Pace.Dispose();
    }
}
