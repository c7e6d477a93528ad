using System.Net;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>An answer that races the cancellation is hung up, in either order, with every clock standing still.</summary>
public class CancelAtAnswerTests
{
    public static MatrixTheoryData<bool, DialMethod> Races { get; } = new([true, false], Enum.GetValues<DialMethod>());

    private static CancellationToken Token => Scene.Token;

    [Theory]
    [MemberData(nameof(Races))]
    public async Task Dial_CancelledInTheMomentOfItsAnswer_IsHungUp(bool answerIsRead, DialMethod method)
    {
        using var cancel = new CancellationTokenSource();
        await using var scene = await StartAsync(cancel, answerIsRead, method == DialMethod.StartDialAsync);
        var bystander = await scene.OthersCallAsync("bystander");

        var dialling = scene.Sip.DialAsync(method, Scene.Request(), options: null, cancel.Token);
        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);

        var dial = scene.Server.Dials[^1];
        dial.AssertQuiet();
        Assert.Null(bystander.End);
        Assert.Equal([dial.ParticipantIdentity], scene.Removals);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DialAsync_CancelledWithLeaveRingingOnceTheAnswerIsRead_GivesTheCall(bool stamped)
    {
        using var cancel = new CancellationTokenSource();
        await using var scene = await StartAsync(cancel, answerIsRead: true, looksFail: false);

        var call = await scene.Sip.DialAsync(
            Scene.Request("callee"),
            new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging, StampDialId = stamped },
            cancel.Token);

        Assert.Equal(Assert.Single(scene.Server.Dials).ParticipantId, call.ParticipantId);
        Assert.Empty(scene.Removals);
    }

    // The answer has told the participant's id, so that even a call without a mark is known.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DialAsync_CancelledAtItsAnswerWithItsIdentityTaken_LeavesTheOtherCallAlone(bool stamped)
    {
        using var cancel = new CancellationTokenSource();
        MockDial? other = null;
        Scene? taken = null;
        await using var scene = taken = await StartAsync(cancel, answerIsRead: true, looksFail: false, async () => other = await taken!.OthersCallAsync("callee"));

        var dialling = scene.Sip.DialAsync(Scene.Request("callee"), new DialOptions { StampDialId = stamped }, cancel.Token);

        // Without a mark it may take three looks to tell the other call from this one, and the third waits for its turn.
        await scene.PassPausesUntilAsync(() => dialling.IsCompleted);
        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.NothingFound, cancel.Token);

        Assert.Equal(DialEndReason.IdentityTaken, scene.Server.Dials[0].End!.Reason);
        Assert.Null(other!.End);
        Assert.Empty(scene.Removals);
    }

    // The listener's last look is still under way when the answer comes, and the cancellation comes before that look is over.
    [Fact]
    public async Task DialAsync_CancelledBetweenTheAnswerAndTheEndOfTheTelling_IsHungUp()
    {
        var looking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var handler = new InterceptingHandler("GetParticipant", async (_, send, _) =>
        {
            looking.TrySetResult();
            await gate.Task;
            return await send();
        });
        await using var scene = await Scene.StartAsync(handler: handler);
        scene.Server.Phones[Scene.Number] = Phone.Answer();
        using var cancel = new CancellationTokenSource();
        var options = new DialOptions { Progress = new Progress<CallStatus>() };

        var dialling = scene.Sip.DialAsync(Scene.Request(), options, cancel.Token);
        await looking.Task.WaitAsync(Token);
        var dial = await scene.NextDialAsync(DialStep.Active);
        await scene.PassPausesUntilAsync(() => scene.Ours("CreateSIPParticipant")[0].HttpStatus == 200);
        await cancel.CancelAsync();
        gate.SetResult();
        await DialMethodExtensions.AssertCancelledAsync(dialling, DialCleanUp.Removed, cancel.Token);

        dial.AssertQuiet();
    }

    /// <param name="cancel">Cancelled when LiveKit's answer is there.</param>
    /// <param name="answerIsRead">Whether it is cancelled when the last byte has been read; otherwise before the client has seen any of it.</param>
    /// <param name="looksFail">Whether looks fail until then, so that StartDialAsync does not hand the call out before.</param>
    /// <param name="beforeCancelling">What happens before.</param>
    private static async Task<Scene> StartAsync(CancellationTokenSource cancel, bool answerIsRead, bool looksFail, Func<Task>? beforeCancelling = null)
    {
        var handler = new InterceptingHandler("CreateSIPParticipant", async (_, send, token) =>
        {
            using var answer = await send();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var body = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
            await (beforeCancelling?.Invoke() ?? Task.CompletedTask);
            if (!answerIsRead)
            {
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
            }

            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StreamContent(new CancellingStream(body, cancel)) { Headers = { ContentType = answer.Content.Headers.ContentType } },
            };
        });
        var scene = await Scene.StartAsync(new ManualTimeProvider(TimeProvider.System.GetUtcNow()), handler);
        scene.Server.Phones[Scene.Number] = Phone.Answer();
        if (looksFail)
        {
            scene.Server.Faults.Script = request => cancel.IsCancellationRequested || request.Method != "GetParticipant"
                ? null
                : MockFault.Answer(404, """{"code":"not_found","msg":"participant does not exist"}""", "application/json");
        }

        return scene;
    }

    /// <summary>An answer whose end is read in the moment of the cancellation.</summary>
    private sealed class CancellingStream(byte[] body, CancellationTokenSource cancel) : MemoryStream(body)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, CancellationToken.None);
            if (read == 0)
            {
                await cancel.CancelAsync();
            }

            return read;
        }
    }
}
