namespace LiveKit.Sip.Tests.Shared;

/// <summary>Waits for real work that announces itself to nobody. A condition on a clock's timers is better left to the clock.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<bool> condition) => new ChangeSignal().UntilAsync(condition, TestContext.Current.CancellationToken);
}
