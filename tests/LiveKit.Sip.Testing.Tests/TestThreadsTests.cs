using LiveKit.Sip.Testing.Tests.Support;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>The clock can tell whether the test it belongs to has a thread at work.</summary>
public sealed class TestThreadsTests
{
    [Fact]
    public async Task OthersRun_WhileAThreadOfTheTestIsBusy_IsTrue()
    {
        using var isBusy = new SemaphoreSlim(0);
        using var mayEnd = new ManualResetEventSlim();
        Assert.False(TestThreads.OthersRun);

        var busy = Task.Run(
            () =>
            {
                isBusy.Release();
                mayEnd.Wait(MockFixture.Cancellation);
            },
            MockFixture.Cancellation);
        await isBusy.WaitAsync(MockFixture.Cancellation);
        Assert.True(TestThreads.OthersRun);
        mayEnd.Set();
        await busy;

        await Eventually.TrueAsync(static () => !TestThreads.OthersRun);
    }
}
