using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Requests;

/// <summary>This class applies a fault to the handling of the request that meets it.</summary>
internal static class FaultInjection
{
    /// <summary>Handles a request as its fault demands.</summary>
    /// <param name="fault">The fault, if any.</param>
    /// <param name="carryOut">The usual handling of the request.</param>
    /// <param name="time">The clock.</param>
    /// <param name="serverDown">This token is canceled when the server goes down. Requests that are still held or delayed then are not carried out.</param>
    /// <returns>The response; <see langword="null"/> when the server is to close the connection instead.</returns>
    public static async Task<RawResponse?> RunAsync(MockFault? fault, Func<Task<RawResponse?>> carryOut, TimeProvider time, CancellationToken serverDown)
    {
        switch (fault?.Script)
        {
            case FaultScript.Responds responds:
                return responds.Response;
            case FaultScript.Drops:
                return null;
            case FaultScript.ReplacesResponse replaces:
                await carryOut().ConfigureAwait(false);
                return replaces.Response;
            case FaultScript.Holds holds:
                await WaitAsync(holds.Until, serverDown).ConfigureAwait(false);
                break;
            case FaultScript.Delays delays:
                await WaitAsync(Task.Delay(delays.Time, time, serverDown), serverDown).ConfigureAwait(false);
                break;
        }

        return serverDown.IsCancellationRequested ? null : await carryOut().ConfigureAwait(false);
    }

    // The fault ends when the task does. Whether the task failed is the concern of the test that owns it, so its exception is not observed here.
    private static async Task WaitAsync(Task until, CancellationToken serverDown)
        => await until.WaitAsync(serverDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
