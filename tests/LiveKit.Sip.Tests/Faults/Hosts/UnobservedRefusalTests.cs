using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LiveKit.Sip.Tests.DependencyInjection;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Tests.Twirp.Sending;
using LiveKit.Sip.Twirp.Sending;

namespace LiveKit.Sip.Tests.Faults.Hosts;

/// <summary>A send that is refused when nobody waits for it any more raises no unobserved exception, which some hosts take for a reason to stop.</summary>
[Collection(nameof(RunsAlone))]
public class UnobservedRefusalTests
{
    private const string Control = "the control of UnobservedRefusalTests";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("host", "the request")]
    [InlineData("host", "its content")]
    [InlineData("host", "a copy with its options")]
    [InlineData("host", "a copy without its options")]
    [InlineData("own client", "the request")]
    [InlineData("own client", "its content")]
    public async Task LateSend_ThatIsRefused_RaisesNoUnobservedException(string owner, string what)
    {
        var over = new TaskCompletionSource();
        var late = new ConcurrentQueue<Task>();
        var handler = new Func<LambdaHandler>(() => new LambdaHandler((request, send, cancellationToken) =>
        {
            if (Behaviors.IsDial(request))
            {
                late.Enqueue(SendLateAsync(what, request, send, over.Task));
            }

            return send(request, cancellationToken);
        }));
        if (owner == "host")
        {
            await using var bed = await HostBed.WithHandlersAsync(_ => handler());
            Assert.Equal(CallOutcome.Answered, (await bed.DialAsync()).Outcome);
            var refused = await EndAsync(over, late);
            await AssertUnnoticedAsync(refused);
            bed.AssertOneDial();
        }
        else
        {
            var lambda = handler();
            lambda.InnerHandler = new SocketsHttpHandler();
            await using var bed = await CallersClientBed.StartAsync(lambda);
            Assert.Equal(CallOutcome.Answered, (await bed.DialAsync("+15005550001")).Outcome);
            var refused = await EndAsync(over, late);
            await AssertUnnoticedAsync(refused);
            Assert.Equal(1, bed.CompleteDials);
        }
    }

    private static async Task SendLateAsync(string what, HttpRequestMessage request, Send send, Task over)
    {
        var sent = request;
        if (what != "the request")
        {
            sent = new HttpRequestMessage(request.Method, request.RequestUri) { Content = what == "its content" ? request.Content : new ByteArrayContent([]) };
        }

        if (what == "a copy with its options")
        {
            foreach (var (key, value) in request.Options)
            {
                ((IDictionary<string, object?>)sent.Options)[key] = value;
            }
        }

        await over;
        if (what == "a copy without its options")
        {
            // On another flow of control nothing tells whose request it is.
            Task sending;
            using (ExecutionContext.SuppressFlow())
            {
                sending = Task.Run(() => send(sent, CancellationToken.None), CancellationToken.None);
            }

            await sending;
        }
        else
        {
            await send(sent, CancellationToken.None);
        }
    }

    /// <summary>Lets the late sends go, waits until they have been refused without looking at how, and forgets them.</summary>
    private static async Task<WeakReference> EndAsync(TaskCompletionSource over, ConcurrentQueue<Task> late)
    {
        over.SetResult();
        var task = Assert.Single(late);
        await ((Task)task.ContinueWith(static _ => { }, Token, TaskContinuationOptions.None, TaskScheduler.Default));
        Assert.Equal(TaskStatus.Canceled, task.Status);
        late.Clear();
        return new WeakReference(task);
    }

    // A task that fails and that nobody looks at shows that the event is raised in this very process, while the refused one is collected.
    private static async Task AssertUnnoticedAsync(WeakReference refused)
    {
        var unobserved = new ConcurrentQueue<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs args)
        {
            foreach (var exception in args.Exception.Flatten().InnerExceptions)
            {
                unobserved.Enqueue(exception);
            }
        }

        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            FailUnobserved();
            await Eventually.TrueAsync(() =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return !refused.IsAlive && unobserved.Any(static exception => exception.Message == Control);
            });
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.DoesNotContain(unobserved, static exception => exception is RepeatRefusedException or ObjectDisposedException || exception.InnerException is RepeatRefusedException);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void FailUnobserved() => _ = Task.FromException(new InvalidOperationException(Control));
}
