using System.Reflection;
using LiveKit.Sip.Tests.Shared;
using Xunit.v3;

[assembly: CountTestThreads]

namespace LiveKit.Sip.Tests.Shared;

/// <summary>
/// Counts the threads of the pool that run code on behalf of one test at this moment: the test's own, and whatever it has set going. A
/// thread that the machine has no time for counts all the same, so that a clock does not move while a client is in the middle of
/// something. A thread outside the pool does not count, because it mostly sleeps: every Kestrel server keeps one for its timeouts.
/// </summary>
internal sealed class TestThreads
{
    // Every time a thread takes up or lays down the test's execution context, the runtime tells of the change.
    private static readonly AsyncLocal<TestThreads?> Context = new(static change =>
    {
        change.PreviousValue?.Add(-1);
        change.CurrentValue?.Add(1);
    });

    private int _running;

    private static int Own => Thread.CurrentThread.IsThreadPoolThread ? 1 : 0;

    /// <summary>Whether a thread runs code of the current test besides the one that asks.</summary>
    public static bool OthersRun => Context.Value is { } threads && Volatile.Read(ref threads._running) > Own;

    /// <summary>Begins to count for what runs in this execution context from here on.</summary>
    public static void Begin() => Context.Value = new TestThreads();

    private void Add(int change) => Interlocked.Add(ref _running, change * Own);
}

/// <summary>Has <see cref="TestThreads"/> count for every test of the assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class CountTestThreadsAttribute : BeforeAfterTestAttribute
{
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => TestThreads.Begin();
}
