namespace LiveKit.Sip.Tool.Calls;

/// <summary>Finds out what is wrong with a request before any server is asked, by the library's own rules.</summary>
internal static class Rehearsal
{
    /// <param name="request">The request, of a call that is nowhere.</param>
    /// <exception cref="RequestValidationException">The request is wrong.</exception>
    public static async Task RunAsync(Func<SipCall, CancellationToken, Task> request)
    {
        await using var nowhere = new LiveKitClient("http://localhost", "key", "secret");
        try
        {
            // Requests are checked first of all; a canceled token keeps those that are right from being sent.
            await request(nowhere.Sip.GetCall("room", "identity"), new CancellationToken(canceled: true));
        }
        catch (OperationCanceledException)
        {
            // Nothing is wrong with it.
        }
    }
}
