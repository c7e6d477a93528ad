using LiveKit.Sip.Exceptions;

namespace LiveKit.Sip.Calls.Context;

/// <summary>A token that ends after some time, or with another token; which of the two it was can be asked.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _registration;
    private readonly CancellationToken _outer;

    /// <param name="time">How much time there is; <see cref="Timeout.InfiniteTimeSpan"/> for no limit.</param>
    /// <param name="clock">The clock that counts it.</param>
    /// <param name="outer">What ends the token sooner.</param>
    public TimeLimit(TimeSpan time, TimeProvider clock, CancellationToken outer)
    {
        _outer = outer;
        _source = new CancellationTokenSource(time, clock);
        _registration = outer.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    /// <summary>What is to end in time.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is over, and nobody ended the token from outside.</summary>
    public bool HasPassed => _source.IsCancellationRequested && !_outer.IsCancellationRequested;

    /// <summary>Carries out one request in a limited time.</summary>
    /// <param name="time">How much time it has, its repeats included.</param>
    /// <param name="context">The clock that counts it, and the server's address for the failure.</param>
    /// <param name="requestId">The id of the request, for the failure.</param>
    /// <param name="runAsync">Carries it out.</param>
    /// <param name="cancellationToken">Ends it sooner.</param>
    /// <exception cref="LiveKitTransportException">There was no answer in time, or none at all.</exception>
    public static async Task<T> RunAsync<T>(
        TimeSpan time,
        CallContext context,
        string requestId,
        Func<CancellationToken, Task<T>> runAsync,
        CancellationToken cancellationToken)
    {
        using var limit = new TimeLimit(time, context.Time, cancellationToken);
        try
        {
            return await runAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw FailureFacts.TimedOut(context.Settings.BaseAddress, requestId, e);
        }
    }

    /// <summary>Ends the token now.</summary>
    public Task EndAsync() => _source.CancelAsync();

    /// <summary>Takes the limit away; the other token still ends this one.</summary>
    public void Lift() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
