using LiveKit.Protocol;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Calls.Watching;

/// <summary>Who ended a call, and why, as far as can be known: from looking alone, from the waiting dial, from events.</summary>
public sealed class WaitForEndTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitForEndAsync_AnAnsweredCallIsGone_SaysThatItWasAnsweredAndNoMore()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.AnswerThenHangUp(Second, 10 * Second));
        var ending = watched.Call.WaitForEndAsync(Token);

        var end = await watched.EndAsync(ending);

        Assert.Equal(CallEndCause.Unknown, end.Cause);
        Assert.True(end.WasAnswered);
        Assert.True(end.Rang);
        Assert.Equal(CallOutcome.Answered, end.Outcome);
        Assert.Null(end.Reason);
        Assert.Null(end.Error);
    }

    [Theory]
    [InlineData(486, CallOutcome.Busy)]
    [InlineData(603, CallOutcome.Declined)]
    [InlineData(503, CallOutcome.TrunkFailure)]
    public async Task WaitForEndAsync_TheCalleeRefuses_SaysWhatTheDialSays(int sipStatus, CallOutcome outcome)
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Reject(sipStatus, ringFor: 2 * Second));
        var ending = watched.Call.WaitForEndAsync(Token);

        var end = await watched.EndAsync(ending);

        Assert.Equal(CallEndCause.NotAnswered, end.Cause);
        Assert.Equal(outcome, end.Outcome);
        Assert.Equal(sipStatus, end.Error!.SipStatusCode);
        Assert.False(end.WasAnswered);
        Assert.True(end.Rang);
        Assert.Equal(CallStatus.Ringing, end.LastStatus);
        var told = await Assert.ThrowsAnyAsync<SipCallException>(() => watched.Call.WaitForAnswerAsync(Token));
        Assert.Same(told, end.Error);
    }

    // The dial itself looked when it handed out the call.
    [Fact]
    public async Task WaitForEndAsync_NobodyWatchedTheCall_TellsWhatTheDialSaw()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Reject(486, ringFor: 2 * Second));
        watched.Advance(3 * Second);
        await Assert.ThrowsAnyAsync<SipCallException>(() => watched.Call.WaitForAnswerAsync(Token));

        var end = await watched.Call.WaitForEndAsync(Token);

        Assert.Equal((CallEndCause.NotAnswered, CallOutcome.Busy), (end.Cause, end.Outcome));
        Assert.True(end.LastStatus is CallStatus.Dialing or CallStatus.Ringing, $"{end.LastStatus}");
    }

    [Fact]
    public void WaitForEndAsync_TheCalleeHadPickedUpWhenTheDialFailed_WasAnswered()
    {
        var history = new CallHistory { Error = SipCallException.Create(new CallFailure(CallOutcome.MediaMismatch) { MayHaveRung = true, WasPickedUp = true }) };
        history.NoteEnd(CallStatus.Ringing);

        var end = history.End();

        Assert.Equal((CallEndCause.NotAnswered, true, CallStatus.Ringing), (end.Cause, end.WasAnswered, end.LastStatus));
    }

    [Theory]
    [InlineData("dialing", DisconnectReason.ClientInitiated, CallEndCause.NotAnswered, false, false)]
    [InlineData("dialing", DisconnectReason.UserRejected, CallEndCause.NotAnswered, false, false)]
    [InlineData("ringing", DisconnectReason.UserUnavailable, CallEndCause.NotAnswered, true, false)]
    [InlineData("ringing", DisconnectReason.ParticipantRemoved, CallEndCause.Removed, true, false)]
    [InlineData("ringing", DisconnectReason.SipTrunkFailure, CallEndCause.NotAnswered, true, false)]
    [InlineData("automation", DisconnectReason.RoomDeleted, CallEndCause.RoomDeleted, true, true)]
    [InlineData("active", DisconnectReason.DuplicateIdentity, CallEndCause.IdentityTaken, true, true)]
    [InlineData("hangup", DisconnectReason.ClientInitiated, CallEndCause.Callee, true, true)]
    [InlineData("active", DisconnectReason.ServerShutdown, CallEndCause.Unknown, true, true)]
    public async Task WaitForEndAsync_AnEventTellsTheEnd_TellsItApart(string lastStatus, DisconnectReason reason, CallEndCause cause, bool rang, bool wasAnswered)
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());

        // A handle that has seen nothing itself.
        var call = watched.Sip.GetCall(new SIPParticipantInfo
        {
            RoomName = watched.Call.RoomName,
            ParticipantIdentity = watched.Call.ParticipantIdentity,
            ParticipantId = watched.Call.ParticipantId,
        });
        watched.Server.Faults.Script = request => request.Method == "GetParticipant" ? MockFault.Answer(503, "", "text/plain") : null;
        var ending = call.WaitForEndAsync(Token);

        Assert.True(watched.Sip.PushEvent(watched.Event("participant_left", lastStatus, reason)));

        var end = await ending;
        Assert.Equal(cause, end.Cause);
        Assert.Equal(reason, end.Reason);
        Assert.Equal(rang, end.Rang);
        Assert.Equal(wasAnswered, end.WasAnswered);
        Assert.Equal(lastStatus, end.LastStatus.ToString(), ignoreCase: true);
        Assert.Same(end, await call.WaitForEndAsync(Token));
    }

    [Fact]
    public async Task WaitForEndAsync_TheEventComesAfterTheLook_IsWaitedFor()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.AnswerThenHangUp(Second, 10 * Second));
        var seen = await watched.WatchAsync();
        var ending = watched.Call.WaitForEndAsync(Token);

        // Any event tells that events come at all.
        Assert.False(watched.Sip.PushEvent(new WebhookEvent { Event = "room_started", Room = new Room { Name = "another" } }));
        await watched.SeeAsync(seen, CallStatus.Active);

        var looks = watched.Looks;
        watched.AdvanceToNextLook(10 * Second);
        await Eventually.TrueAsync(() => watched.Looks > looks);
        watched.Sip.PushEvent(watched.Event("participant_left", "hangup", DisconnectReason.ClientInitiated));

        Assert.Equal(CallEndCause.Callee, (await ending).Cause);
    }

    [Fact]
    public async Task WaitForEndAsync_AnotherHasTheIdentityNow_ClaimsNoMoreThanThatItHasEnded()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Answer(Second));
        var seen = await watched.WatchAsync();
        await watched.SeeAsync(seen, CallStatus.Active);
        var ending = watched.Call.WaitForEndAsync(Token);
        var other = watched.OthersCallAsync(watched.Call.ParticipantIdentity);

        var end = await watched.EndAsync(ending);

        Assert.Equal(CallEndCause.Unknown, end.Cause);
        Assert.True(end.WasAnswered);
        watched.Advance(Second);
        Assert.Null((await other).End);
    }

    [Fact]
    public async Task WaitForEndAsync_HungUpHere_SaysSo()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Answer(Second));
        watched.Advance(Second);
        await watched.Call.WaitForAnswerAsync(Token);
        var ending = watched.Call.WaitForEndAsync(Token);

        await watched.Call.HangUpAsync(Token);

        var end = await ending;
        Assert.Equal(CallEndCause.HungUp, end.Cause);
        Assert.True(end.WasAnswered);
        Assert.Equal(CallEndCause.HungUp, (await watched.Call.WaitForEndAsync(Token)).Cause);
    }

    [Fact]
    public async Task WaitForEndAsync_TheEventComesBeforeTheDialsAnswer_WaitsForWhatTheDialSays()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Busy(2 * Second));
        await watched.WatchAsync();
        var ending = watched.Call.WaitForEndAsync(Token);
        Assert.True(watched.Sip.PushEvent(watched.Event("participant_left", "ringing", DisconnectReason.UserRejected)));
        Assert.False(ending.IsCompleted);

        watched.Advance(2 * Second);

        var end = await ending;
        Assert.Equal(CallOutcome.Busy, end.Outcome);
        Assert.Equal(DisconnectReason.UserRejected, end.Reason);
        Assert.Equal(CallEndCause.NotAnswered, end.Cause);
    }

    [Fact]
    public async Task WaitForEndAsync_HungUpWithoutAnybodyWatching_KnowsThatItWasAnswered()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Answer(Second));
        watched.Advance(Second);
        await watched.Call.WaitForAnswerAsync(Token);

        await watched.Call.HangUpAsync(Token);

        var end = await watched.Call.WaitForEndAsync(Token);
        Assert.Equal(CallEndCause.HungUp, end.Cause);
        Assert.True(end.WasAnswered);
        Assert.Equal(CallOutcome.Answered, end.Outcome);
    }

    [Fact]
    public async Task WaitForEndAsync_AHangUpThatNeverArrivedAndThenTheCalleeLeaves_IsNotOurs()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.Answer(Second));
        watched.Advance(Second);
        await watched.Call.WaitForAnswerAsync(Token);
        watched.Server.Faults.Script = static request => request.Method == "RemoveParticipant" ? MockFault.Drop() : null;
        var hangingUp = Assert.ThrowsAsync<LiveKitTransportException>(() => watched.Call.HangUpAsync(Token));
        await watched.EndAsync(hangingUp);
        var ending = watched.Call.WaitForEndAsync(Token);

        Assert.True(watched.Sip.PushEvent(watched.Event("participant_left", "hangup", DisconnectReason.ClientInitiated)));

        Assert.Equal(CallEndCause.Callee, (await ending).Cause);
    }

    [Fact]
    public async Task WaitForEndAsync_TheRoomIsDeletedAfterTheCalleeLeft_DoesNotClaimTheEnd()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.AnswerThenHangUp(Second, Second));
        watched.Advance(2 * Second);
        await watched.Call.WaitForAnswerAsync(Token);

        await watched.Call.HangUpAsync(new HangUpOptions { DeleteRoom = true }, Token);

        Assert.Equal(CallEndCause.Unknown, (await watched.Call.WaitForEndAsync(Token)).Cause);
    }

    [Fact]
    public async Task WaitForEndAsync_ARefusedHangUpAndThenTheCalleeLeaves_IsNotOurs()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.AnswerThenHangUp(Second, 10 * Second));
        watched.Advance(Second);
        await watched.Call.WaitForAnswerAsync(Token);
        watched.Server.Faults.Script = request => request.Method == "RemoveParticipant" ? MockFault.Answer(401, """{"code":"unauthenticated","msg":"permissions denied"}""", "application/json") : null;
        await Assert.ThrowsAsync<TwirpException>(() => watched.Call.HangUpAsync(Token));

        var end = await watched.EndAsync(watched.Call.WaitForEndAsync(Token));

        Assert.Equal(CallEndCause.Unknown, end.Cause);
    }

    [Fact]
    public async Task WaitForEndAsync_SomebodyElseRemovesTheRingingCallee_SaysWhatTheDialSays()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        var ending = watched.Call.WaitForEndAsync(Token);

        await watched.OthersRooms.RemoveParticipantAsync(watched.Call.RoomName, watched.Call.ParticipantIdentity, Token);

        var end = await watched.EndAsync(ending);
        Assert.Equal(CallEndCause.Unknown, end.Cause);
        Assert.Equal(CallOutcome.EndedElsewhere, end.Outcome);
    }

    [Fact]
    public async Task WaitForEndAsync_Cancelled_LeavesTheCall()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        using var enough = new CancellationTokenSource();
        var ending = watched.Call.WaitForEndAsync(enough.Token);

        await enough.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ending);
        Assert.True(watched.Dial.IsRinging);
    }
}
