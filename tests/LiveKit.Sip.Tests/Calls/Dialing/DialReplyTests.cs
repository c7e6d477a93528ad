using LiveKit.Protocol;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Tests.Calls.Dialing;

/// <summary>The reply to a dial that was canceled ends its clean-up, and tells whether the phone is quiet.</summary>
public sealed class DialReplyTests
{
    private readonly TaskCompletionSource _dialed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Func<HttpContext, Task>> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task Cancel_CallThatFailsBeforeItsParticipantCame_EndsAtOnce()
    {
        await using var room = await StartAsync();
        var (dialing, before) = await CancelAsync(room);

        _reply.SetResult(static context => ScriptedRoom.FailAsync(context, 503, "unavailable", "twirp error unknown: no response from servers"));
        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => room.PassPausesAsync(dialing));

        Assert.Equal(DialCleanUp.NothingFound, canceled.CleanUp);
        Assert.Null(canceled.MayRingUntil);
        Assert.InRange(room.Clock.GetUtcNow() - before, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Cancel_RemovedAndTheDialFails_IsRemovedAndQuiet()
    {
        await using var room = await StartAsync();
        room.Status = static () => "ringing";
        var (dialing, _) = await CancelAsync(room);
        await room.Clock.UntilAsync(() => room.Removals == 1, ScriptedRoom.Token);

        _reply.SetResult(static context => ScriptedRoom.FailAsync(context, 408, "canceled", "twirp error unknown: sip request timed out"));
        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => room.PassPausesAsync(dialing));

        Assert.Equal(DialCleanUp.Removed, canceled.CleanUp);
        Assert.Null(canceled.MayRingUntil);
    }

    [Fact]
    public async Task Cancel_RemovedAndNoReplyWithinTwoSeconds_IsFailedAndMayRing()
    {
        await using var room = await StartAsync();
        room.Status = static () => "ringing";
        var (dialing, before) = await CancelAsync(room);
        await room.Clock.UntilAsync(() => room.Clock.TimersWithin(TimeSpan.FromSeconds(2.5)) == 1 && room.Removals == 1, ScriptedRoom.Token);
        room.Clock.Advance(TimeSpan.FromSeconds(2));

        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => dialing);

        Assert.Equal(DialCleanUp.Failed, canceled.CleanUp);
        Assert.NotNull(canceled.InnerException);
        Assert.InRange(canceled.MayRingUntil!.Value - before, TimeSpan.FromMinutes(2.9), TimeSpan.FromMinutes(3.1));
        _reply.SetResult(static _ => Task.CompletedTask);
    }

    [Fact]
    public async Task Cancel_RemovedAndTheConnectionIsLost_IsFailed()
    {
        await using var room = await StartAsync();
        room.Status = static () => "ringing";
        var (dialing, _) = await CancelAsync(room);

        _reply.SetResult(static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => room.PassPausesAsync(dialing));

        Assert.Equal(DialCleanUp.Failed, canceled.CleanUp);
        Assert.NotNull(canceled.MayRingUntil);
    }

    [Fact]
    public async Task Cancel_TheAnswerComesMeanwhile_RemovesTheCallee()
    {
        await using var room = await StartAsync();
        var (dialing, _) = await CancelAsync(room);
        room.Status = static () => "active";

        _reply.SetResult(static context => ScriptedRoom.WriteAsync(context, new SIPParticipantInfo { ParticipantId = "PA_1", SipCallId = "SCL_1" }));
        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => room.PassPausesAsync(dialing));

        Assert.Equal((DialCleanUp.Removed, 1), (canceled.CleanUp, room.Removals));
        Assert.Null(canceled.MayRingUntil);
    }

    [Fact]
    public async Task Cancel_TheAnswerComesWhileALookFindsNobody_LooksAgainAndRemovesTheCallee()
    {
        await using var room = await StartAsync();
        var replied = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        room.LookAnswer = async context =>
        {
            if (_reply.TrySetResult(async answer =>
                {
                    await ScriptedRoom.WriteAsync(answer, new SIPParticipantInfo { ParticipantId = "PA_1", SipCallId = "SCL_1" });
                    await answer.Response.CompleteAsync();
                    replied.SetResult();
                }))
            {
                await replied.Task;
                await ScriptedRoom.FailAsync(context, 404, "not_found", "participant does not exist");
                return;
            }

            await (room.Removals > 0 ? ScriptedRoom.FailAsync(context, 404, "not_found", "gone") : ScriptedRoom.WriteAsync(context, ScriptedRoom.Participant("active")));
        };

        var (dialing, _) = await CancelAsync(room);
        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => room.PassPausesAsync(dialing));

        Assert.Equal((DialCleanUp.Removed, 1), (canceled.CleanUp, room.Removals));
    }

    private Task<ScriptedRoom> StartAsync() => ScriptedRoom.StartAsync(async context =>
    {
        _dialed.TrySetResult();
        await (await _reply.Task)(context);
    });

    private async Task<(Task<SipCall> Dialing, DateTimeOffset Before)> CancelAsync(ScriptedRoom room)
    {
        using var cancellation = new CancellationTokenSource();
        var before = room.Clock.GetUtcNow();
        var dialing = room.LiveKit.Sip.DialAsync(ScriptedRoom.Request(), cancellation.Token);
        await _dialed.Task;
        await cancellation.CancelAsync();
        return (dialing, before);
    }
}
