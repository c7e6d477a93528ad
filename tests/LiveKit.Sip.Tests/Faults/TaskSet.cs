using System.Collections.Concurrent;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>Tasks nobody waits for now; what went wrong in them comes out when the set is waited for.</summary>
internal sealed class TaskSet
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly ConcurrentQueue<Exception> _failures = new();

    public void Add(Task task)
    {
        _running.TryAdd(task, 0);
        _ = task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <exception cref="AggregateException">Tasks failed, now or before. Cancelled ones did not.</exception>
    public async Task WhenAllAsync()
    {
        while (!_running.IsEmpty)
        {
            await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Yield();
        }

        if (!_failures.IsEmpty)
        {
            throw new AggregateException(_failures);
        }
    }

    private void Remove(Task task)
    {
        if (task.Exception is { } failure)
        {
            _failures.Enqueue(failure.InnerException!);
        }

        _running.TryRemove(task, out _);
    }
}
