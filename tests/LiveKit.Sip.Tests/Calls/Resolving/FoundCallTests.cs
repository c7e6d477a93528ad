using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Calls.Watching;
using LiveKit.Sip.Tests.Integration;

namespace LiveKit.Sip.Tests.Calls.Resolving;

/// <summary>A call that was found rather than dialled never says "nobody answered" of one that was answered, or that it has not seen.</summary>
public sealed class FoundCallTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WaitForAnswerAsync_FoundAnsweredAndEndedSince_IsAnswered()
    {
        await using var bed = await TestBed.StartAsync();
        DialReference? reference = null;
        var options = new DialOptions
        {
            BeforeDialing = (known, _) =>
            {
                reference = known;
                return Task.CompletedTask;
            },
        };
        var call = await bed.Sip.DialAsync(TestBed.Request(), options, Token);
        var found = await bed.Sip.ResolveAsync(reference!, cancellationToken: Token);

        await call.HangUpAsync(Token);

        await found.Call!.WaitForAnswerAsync(Token);
        Assert.True((await found.Call.WaitForEndAsync(Token)).WasAnswered);
    }

    [Fact]
    public async Task WaitForAnswerAsync_Twice_SaysTheSame()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        var handle = bed.Sip.GetCall(call.RoomName, call.ParticipantIdentity);
        await handle.WaitForAnswerAsync(Token);

        await handle.HangUpAsync(Token);

        await handle.WaitForAnswerAsync(Token);
    }

    [Fact]
    public async Task WaitForAnswerAsync_SeenRingingAndGone_IsNoAnswer()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        var handle = watched.Sip.GetCall(watched.Call.RoomName, watched.Call.ParticipantIdentity);
        var seen = await watched.WatchAsync(handle);
        Assert.Equal([CallStatus.Ringing], seen.Statuses);
        var waiting = handle.WaitForAnswerAsync(Token);

        await handle.HangUpAsync(Token);

        Assert.Equal(CallOutcome.NoAnswer, (await Assert.ThrowsAsync<CallNotAnsweredException>(() => waiting)).Outcome);
    }

    [Fact]
    public async Task WaitForAnswerAsync_NeverThere_IsUnknown()
    {
        await using var watched = await WatchedCall.StartAsync(Phone.NoAnswer());
        var handle = watched.Sip.GetCall(watched.Call.RoomName, "nobody");

        var error = await watched.EndAsync(Assert.ThrowsAsync<CallOutcomeUnknownException>(() => handle.WaitForAnswerAsync(Token)));

        Assert.Equal(CallOutcome.Unknown, error.Outcome);
    }
}
