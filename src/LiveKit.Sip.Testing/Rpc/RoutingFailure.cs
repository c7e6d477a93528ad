using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>LiveKit routes some requests to the server that has their room or participant. This class creates the error for when no server has it.</summary>
internal static class RoutingFailure
{
    // LiveKit searches for this long before it gives up.
    private static readonly TimeSpan SearchTime = TimeSpan.FromSeconds(3);

    /// <summary>Waits for as long as LiveKit searches, and returns the error.</summary>
    public static async Task<TwirpErrorException> AfterSearchAsync(MockRequest record, TimeProvider time)
    {
        await Task.Delay(SearchTime, time, record.ServerDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return TwirpErrorException.FromService(TwirpCode.Unavailable, "no response from servers");
    }
}
