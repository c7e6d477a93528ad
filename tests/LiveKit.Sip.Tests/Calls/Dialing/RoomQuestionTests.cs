using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Calls.Dialing;

/// <summary>What the room is asked, and what follows, when the answer to the dial does not decide.</summary>
public sealed class RoomQuestionTests
{
    private const string UnknownText = "twirp error unknown: something that no table knows";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task DialAsync_UnknownFailureAndNobodyThere_IsTrunkFailureAtOnce()
    {
        await using var room = await UnknownFailureAsync();
        var before = room.Clock.GetUtcNow();

        var result = await room.DialAsync();

        Assert.Equal((CallOutcome.TrunkFailure, true, 1), (result.Outcome, result.Error!.MayHaveRung, room.Looks));
        Assert.NotNull(result.Error.MayRingUntil);
        Assert.Equal(before, room.Clock.GetUtcNow());
    }

    [Theory]
    [InlineData("dialing")]
    [InlineData("ringing")]
    public async Task DialAsync_UnknownFailureAndStillRingingAfterTwoSeconds_RemovesTheParticipant(string status)
    {
        await using var room = await UnknownFailureAsync();
        room.Status = () => status;
        var before = room.Clock.GetUtcNow();

        var result = await room.DialAsync();

        Assert.Equal((CallOutcome.TrunkFailure, 1), (result.Outcome, room.Removals));
        Assert.Null(result.Error!.MayRingUntil);
        Assert.InRange(room.Clock.GetUtcNow() - before, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task DialAsync_UnknownFailureAndActiveForASecond_IsAnswered()
    {
        await using var room = await UnknownFailureAsync();
        room.Status = static () => "active";
        var before = room.Clock.GetUtcNow();

        var result = await room.DialAsync();

        Assert.Equal((CallOutcome.Answered, 0), (result.Outcome, room.Removals));
        Assert.InRange(room.Clock.GetUtcNow() - before, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task DialAsync_UnknownFailureAndActiveForAMoment_IsTrunkFailure()
    {
        await using var room = await UnknownFailureAsync();
        var looks = 0;
        room.Status = () => ++looks < 3 ? "active" : null;

        var result = await room.DialAsync();

        Assert.Equal(CallOutcome.TrunkFailure, result.Outcome);
    }

    [Theory]
    [InlineData(302, RetryAdvice.AfterFixing)]
    [InlineData(401, RetryAdvice.AfterFixing)]
    [InlineData(404, RetryAdvice.AfterFixing)]
    [InlineData(429, RetryAdvice.AfterPause)]
    [InlineData(451, RetryAdvice.AfterFixing)]
    public async Task DialAsync_ForeignAnswerAtOnceAndNobodyThere_SaysThatNothingWasDialed(int status, RetryAdvice advice)
    {
        await using var room = await ScriptedRoom.StartAsync(context => RedirectAsync(context, status));

        var result = await room.DialAsync();

        Assert.Equal((CallOutcome.ServiceUnavailable, advice, false, 1), (result.Outcome, result.RetryAdvice, result.Error!.MayHaveRung, room.Looks));
        Assert.Null(result.Error.MayRingUntil);
        Assert.Contains($"HTTP {status}", result.Error.Message, StringComparison.Ordinal);
        Assert.Equal(status == 302, result.Error.Message.Contains("https://other.example.com/signin", StringComparison.Ordinal));
        Assert.DoesNotContain("secret-state", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DialAsync_ForeignAnswerAtOnceAndACalleeThere_CountsAsALostAnswer()
    {
        await using var room = await ScriptedRoom.StartAsync(context => RedirectAsync(context, 403));
        var looks = 0;
        room.Status = () => ++looks < 4 ? "ringing" : "active";

        Assert.Equal(CallOutcome.Answered, (await room.DialAsync()).Outcome);
    }

    [Theory]
    [InlineData(403, CallOutcome.ServiceUnavailable)]
    [InlineData(404, CallOutcome.Unknown)]
    public async Task DialAsync_ForeignAnswerAndAForeignLook_IsBelievedIfBothAreTheSame(int lookStatus, CallOutcome outcome)
    {
        await using var room = await ScriptedRoom.StartAsync(context => RedirectAsync(context, 403));
        room.LookAnswer = context => RedirectAsync(context, lookStatus);

        var result = await room.DialAsync();

        Assert.Equal((outcome, outcome == CallOutcome.Unknown), (result.Outcome, result.Error!.MayRingUntil is not null));
    }

    [Fact]
    public async Task DialAsync_ForeignAnswerAndNoLookAllowed_IsUnknown()
    {
        await using var room = await ScriptedRoom.StartAsync(context => RedirectAsync(context, 403));

        var result = await room.DialAsync(options: new DialOptions { ReconcileUnknown = false });

        Assert.Equal((CallOutcome.Unknown, 0), (result.Outcome, room.Looks));
        Assert.NotNull(result.Error!.MayRingUntil);
    }

    [Fact]
    public async Task DialAsync_ForeignAnswerAfterASecond_AsksTheRoomAndBelievesNoEmptyOne()
    {
        await using var room = await LaterAsync(3, context => RedirectAsync(context, 404));

        var result = await room.DialAsync();

        Assert.Equal((CallOutcome.Unknown, RetryAdvice.Never), (result.Outcome, result.RetryAdvice));
        Assert.NotNull(result.Error!.MayRingUntil);
    }

    [Fact]
    public async Task DialAsync_ForeignAnswerAfterASecondAndTheCalleeActive_IsAnswered()
    {
        await using var room = await LaterAsync(3, context => RedirectAsync(context, 404));
        room.Status = static () => "active";

        Assert.Equal(CallOutcome.Answered, (await room.DialAsync()).Outcome);
    }

    [Theory]
    [InlineData("another-room", "")]
    [InlineData("room", "another-identity")]
    public async Task DialAsync_AnswerAboutAnotherCall_AsksTheRoom(string roomName, string identity)
    {
        await using var room = await ScriptedRoom.StartAsync(context => ScriptedRoom.WriteAsync(
            context,
            new SIPParticipantInfo { ParticipantId = "PA_other", RoomName = roomName, ParticipantIdentity = identity, SipCallId = "SCL_other" }));
        room.Status = static () => "active";

        var call = (await room.DialAsync()).Call!;

        Assert.Equal(("PA_1", "SCL_1"), (call.ParticipantId, call.SipCallId));
    }

    [Theory]
    [InlineData(30, false, CallOutcome.NoAnswer, RetryAdvice.Never)]
    [InlineData(2, false, CallOutcome.NoAnswer, RetryAdvice.Later)]
    [InlineData(30, true, CallOutcome.Unknown, RetryAdvice.Never)]
    public async Task DialAsync_SeenByAListenerAndGone_HasEndedUnlessLiveKitMayHaveBeenRestarted(int ringingSeconds, bool isInTrouble, CallOutcome outcome, RetryAdvice advice)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        ScriptedRoom? room = null;
        room = await ScriptedRoom.StartAsync(async context =>
        {
            await seen.Task;

            // Shorter than a look may take: one of the listener's that is under way must not be cut off, which would count as trouble.
            room!.Clock.Advance(TimeSpan.FromSeconds(1.5));
            await ScriptedRoom.FailAsync(context, 500, "internal", "twirp error unknown: something broke");
        });
        await using var scripted = room;
        var looks = 0;
        room.Status = () => Interlocked.Increment(ref looks) < 3 ? "ringing" : null;
        room.LookAnswer = context =>
        {
            var status = room.Status();

            // The dial's end may cut off a look of the listener's, which then learns nothing of the trouble: so two looks meet it.
            if (status is null && isInTrouble && Volatile.Read(ref looks) is (3 or 4))
            {
                return ScriptedRoom.FailAsync(context, 503, "unavailable", "down");
            }

            return status is null ? ScriptedRoom.FailAsync(context, 404, "not_found", "no participant") : ScriptedRoom.WriteAsync(context, ScriptedRoom.Participant(status));
        };

        var dialing = room.LiveKit.Sip.TryDialAsync(ScriptedRoom.Request(ringingSeconds), new DialOptions { Progress = new Listener(seen) }, Token);
        await room.Clock.PassPausesUntilAsync(() => seen.Task.IsCompleted, TimeSpan.FromSeconds(1.9), Token);
        var result = await room.PassPausesAsync(dialing);

        Assert.Equal((outcome, advice), (result.Outcome, result.RetryAdvice));
        Assert.Equal(outcome == CallOutcome.Unknown, result.Error!.MayRingUntil is not null);
    }

    private static Task<ScriptedRoom> UnknownFailureAsync()
        => ScriptedRoom.StartAsync(static context => ScriptedRoom.FailAsync(context, 412, "failed_precondition", UnknownText));

    /// <summary>A room whose dial is answered after some time on the client's clock.</summary>
    private static async Task<ScriptedRoom> LaterAsync(double seconds, Func<Microsoft.AspNetCore.Http.HttpContext, Task> answerAsync)
    {
        ScriptedRoom? room = null;
        return room = await ScriptedRoom.StartAsync(context =>
        {
            room!.Clock.Advance(TimeSpan.FromSeconds(seconds));
            return answerAsync(context);
        });
    }

    private static Task RedirectAsync(Microsoft.AspNetCore.Http.HttpContext context, int status)
    {
        context.Response.Headers.Location = "https://user:word@other.example.com/signin?state=secret-state";
        return ScriptedRoom.WriteAsync(context, status, "text/html", "<html>no LiveKit</html>");
    }

    private sealed class Listener(TaskCompletionSource seen) : IProgress<CallStatus>
    {
        public void Report(CallStatus value) => seen.TrySetResult();
    }
}
