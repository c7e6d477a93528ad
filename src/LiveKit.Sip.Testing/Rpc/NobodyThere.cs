using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>What LiveKit answers when no server has the room, or the participant, that a request is for.</summary>
internal static class NobodyThere
{
    // How long LiveKit looks for the node that has it.
    private static readonly TimeSpan Search = TimeSpan.FromSeconds(3);

    public static async Task<TwirpErrorException> AnswerAsync(MockRequest record, TimeProvider time)
    {
        await Task.Delay(Search, time, record.ServerDown).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return TwirpErrorException.FromService(TwirpCode.Unavailable, "no response from servers");
    }
}
