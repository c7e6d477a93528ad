using System.Collections.Concurrent;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>Tasks nobody waits for now; what went wrong in them comes out when the set is waited for.</summary>
internal sealed class TaskSet
{
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];
    private readonly ConcurrentQueue<Exception> _failures = new();

    public void Add(Task task)
    {
        // What is waited for is the end of the note, because a failure has to be noted by then.
        var noting = task.ContinueWith(Note, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        lock (_lock)
        {
            _running.RemoveWhere(static done => done.IsCompleted);
            _running.Add(noting);
        }
    }

    /// <exception cref="AggregateException">Tasks failed, now or before. Cancelled ones did not.</exception>
    public async Task WhenAllAsync()
    {
        // A task may add others before it ends.
        while (Running() is { Length: > 0 } running)
        {
            await Task.WhenAll(running);
        }

        if (!_failures.IsEmpty)
        {
            throw new AggregateException(_failures);
        }
    }

    private Task[] Running()
    {
        lock (_lock)
        {
            return [.. _running.Where(static task => !task.IsCompleted)];
        }
    }

    private void Note(Task task)
    {
        if (task.Exception is { } failure)
        {
            _failures.Enqueue(failure.InnerException!);
        }
    }
}
