using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Faults;

/// <summary>Carries a request out with the fault it meets.</summary>
internal static class FaultyExchange
{
    /// <summary>What to answer; <see langword="null"/> to close the connection.</summary>
    /// <param name="fault">The fault, if any.</param>
    /// <param name="carryOut">Carries the request out.</param>
    /// <param name="time">The clock.</param>
    /// <param name="serverDown">The server ends; requests held by then are not carried out.</param>
    /// <returns>The answer.</returns>
    public static async Task<HttpAnswer?> RunAsync(MockFault? fault, Func<Task<HttpAnswer?>> carryOut, TimeProvider time, CancellationToken serverDown)
    {
        switch (fault?.Script)
        {
            case FaultScript.Answers answers:
                return answers.Answer;
            case FaultScript.Drops:
                return null;
            case FaultScript.ReplacesAnswer replaces:
                await carryOut().ConfigureAwait(false);
                return replaces.Answer;
            case FaultScript.Holds holds:
                await WaitAsync(holds.Until, serverDown).ConfigureAwait(false);
                break;
            case FaultScript.Delays delays:
                await WaitAsync(Task.Delay(delays.Time, time, serverDown), serverDown).ConfigureAwait(false);
                break;
        }

        return serverDown.IsCancellationRequested ? null : await carryOut().ConfigureAwait(false);
    }

    // It counts that the task is over, not how.
    private static async Task WaitAsync(Task until, CancellationToken serverDown)
        => await until.WaitAsync(serverDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
