namespace LiveKit.Sip.Tests.Shared;

/// <content>Moving the clock by itself, while what it times has come to rest.</content>
public sealed partial class ManualTimeProvider
{
    /// <summary>
    /// How many quiet times (<see cref="ChangeSignal.Quiet"/>) in a row it takes to believe that a request in flight waits for the
    /// clock: a quarter of a second. Only requests that <see cref="Follow"/> was told nothing about come to that.
    /// </summary>
    private const int StalledAfter = 50;

    private readonly ChangeSignal _changes = new();
    private readonly List<RequestsInFlight> _followed = [];
    private Func<int> _waiting = static () => 0;
    private volatile bool _isAnswered = true;
    private int _abandoned;

    /// <summary>Lets pauses pass only while no request is in flight to an address.</summary>
    /// <param name="address">Where the client under test sends its requests.</param>
    /// <param name="waiting">How many of them have arrived and wait there for time to pass, so that the clock must not wait for them.</param>
    public void Follow(Uri address, Func<int> waiting) => Follow(RequestsInFlight.To(address.Port, this), waiting);

    /// <summary>Lets pauses pass only while none of these requests is in flight.</summary>
    internal void Follow(RequestsInFlight requests, Func<int> waiting)
    {
        _followed.Add(requests);
        _waiting = waiting;
    }

    /// <summary>Waits until a condition on this clock's timers holds. The clock stands still.</summary>
    public Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken) => _changes.UntilAsync(condition, cancellationToken);

    /// <summary>
    /// Lets short waits pass (pauses, not deadlines) until the condition holds. Whenever a timer is due within the horizon, the clock
    /// moves to it, but only once the last move and the last response have shown their effect and no request is in flight. Until then,
    /// real work is waited for.
    /// </summary>
    public async Task PassPausesUntilAsync(Func<bool> condition, TimeSpan horizon, CancellationToken cancellationToken)
    {
        var quiet = 0;

        // What the test has done just before has to show its effect, too.
        _isAnswered = false;
        while (true)
        {
            var change = _changes.NextAsync();
            if (condition())
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (IsAtRest(quiet) && NextDue() is { } due && due - GetUtcNow() is var wait && wait <= horizon)
            {
                quiet = 0;
                _isAnswered = false;
                Advance(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            }
            else
            {
                quiet = await ChangeSignal.IsAnnouncedAsync(change, cancellationToken) ? 0 : quiet + 1;
                ChangeSignal.ThrowIfHopeless(quiet, () => Describe(horizon));
            }
        }
    }

    /// <summary>Lets short waits pass until a task has ended, in whatever way.</summary>
    public Task PassPausesAsync(Task task, TimeSpan horizon, CancellationToken cancellationToken)
    {
        // The end of the task is a change like any other, and the last one that counts.
        _ = task.ContinueWith(_ => _changes.Announce(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return PassPausesUntilAsync(() => task.IsCompleted, horizon, cancellationToken);
    }

    /// <summary>Takes note of a request to a followed address.</summary>
    internal void NoteRequest(bool hasBegun)
    {
        if (!hasBegun)
        {
            CountAbandoned();
        }

        // A response is followed by something: a pause, another request, or the end of what the test waits for.
        _isAnswered = hasBegun;
        _changes.Announce();
    }

    /// <summary>What keeps the clock from moving, for whoever reads why a test failed.</summary>
    private string Describe(TimeSpan horizon)
        => $"the next timer is due in {NextDue() - GetUtcNow()}, pauses are up to {horizon}, {_followed.Sum(static requests => requests.Count)} requests are in flight, "
            + $"of which {_waiting()} wait, {_abandoned} of them given up; threads of the test run: {TestThreads.OthersRun}";

    private void NoteTimer(bool isSet)
    {
        if (isSet)
        {
            _isAnswered = true;
        }

        _changes.Announce();
    }

    // What follows a move or a response shows as a timer or a request. Where nothing follows, the quiet shows that.
    private bool IsAtRest(int quiet)
    {
        if (TestThreads.OthersRun && quiet < StalledAfter)
        {
            return false;
        }

        return CountAbandoned() > 0 ? quiet >= StalledAfter : _isAnswered || quiet > 0;
    }

    /// <summary>
    /// Finds out how many of the waiting requests have nobody any more who waits for them: the client gave them up, or lost their
    /// connection. Such a request must not be taken for one that is in flight.
    /// </summary>
    /// <returns>How many requests are in flight and do not wait for the clock.</returns>
    private int CountAbandoned()
    {
        // Counted before and after, because a request may begin or end while those that wait are counted.
        var before = _followed.Sum(static requests => requests.Count);
        var waiting = _waiting();
        lock (_lock)
        {
            var inFlight = Math.Max(before, _followed.Sum(static requests => requests.Count));
            _abandoned = Math.Max(Math.Min(_abandoned, waiting), waiting - inFlight);
            return inFlight - (waiting - _abandoned);
        }
    }
}
