namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>Waits for what nothing announces.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        while (!condition())
        {
            MockFixture.Cancellation.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
