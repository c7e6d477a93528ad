namespace LiveKit.Sip.Tests.Shared;

/// <summary>
/// Wakes those who wait for a condition whenever something has changed that the condition may depend on. Thread-safe.
/// </summary>
public sealed class ChangeSignal
{
    /// <summary>
    /// A change that nobody announces (an entry of a log, say, or a task that another test helper runs) is noticed after this time at
    /// the latest, in real time.
    /// </summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(5);

    /// <summary>How many quiet times in a row leave no hope: a minute of them, in real time.</summary>
    private const int HopelessAfter = 12_000;

    private readonly Lock _lock = new();
    private TaskCompletionSource? _next;

    /// <summary>The next change. Take it before looking at the condition, so that no change gets lost between the two.</summary>
    public Task NextAsync()
    {
        lock (_lock)
        {
            _next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task;
        }
    }

    /// <summary>Says that something has changed.</summary>
    public void Announce()
    {
        TaskCompletionSource? reached;
        lock (_lock)
        {
            reached = _next;
            _next = null;
        }

        reached?.TrySetResult();
    }

    /// <summary>Waits until the condition holds.</summary>
    public async Task UntilAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        var quiet = 0;
        while (true)
        {
            var change = NextAsync();
            if (condition())
            {
                return;
            }

            quiet = await IsAnnouncedAsync(change, cancellationToken) ? 0 : quiet + 1;
            ThrowIfHopeless(quiet, static () => "nothing changes any more that the condition depends on");
        }
    }

    /// <exception cref="TimeoutException">It has been quiet for a minute or longer: a test that fails tells more than one that hangs.</exception>
    public static void ThrowIfHopeless(int quiet, Func<string> describe)
    {
        if (quiet >= HopelessAfter)
        {
            throw new TimeoutException($"What the test waits for does not come: {describe()}.");
        }
    }

    /// <summary>Waits for a change, at most for the quiet time.</summary>
    /// <returns>Whether the change was announced in that time.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static async Task<bool> IsAnnouncedAsync(Task change, CancellationToken cancellationToken)
    {
        await change.WaitAsync(Quiet, TimeProvider.System, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return change.IsCompleted;
    }
}
