namespace LiveKit.Sip.Tests.Integration;

/// <summary>Waits for real work that tells nobody when it is done.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<bool> condition)
    {
        while (!condition())
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
