using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>A dial that its program knows nothing of any more is found, and nobody else's call is touched.</summary>
public sealed class ResolveTests
{
    private const string Number = "+15105550123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("callee")]
    public async Task ResolveAsync_WhileThePhoneRings_FindsTheCallAndItsAnswer(string? identity)
    {
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        await using var bed = await TestBed.StartAsync(clock);
        bed.Server.Phones[Number] = Phone.Answer(TimeSpan.FromSeconds(1));
        var (reference, dialling, dial) = await DialAsync(bed, identity);
        await dial.WaitForAsync(DialStep.Ringing, Token);

        await using var other = new LiveKitClient(bed.Options.Url!, bed.Server.ApiKey, bed.Server.ApiSecret);
        var found = await other.Sip.ResolveAsync(DialReference.FromJson(reference.ToJson()), cancellationToken: Token);

        Assert.Equal(DialState.Ringing, found.State);
        Assert.Equal(reference.MayRingUntil, found.MayRingUntil);
        Assert.Equal(dial.ParticipantId, found.Call!.ParticipantId);
        Assert.Equal(dial.SipCallId, found.Call.SipCallId);
        Assert.Equal(reference.RequestId, found.Call.RequestId);
        Assert.Equal(identity is null, reference.DialId is null);

        var waiting = found.Call.WaitForAnswerAsync(Token);
        Assert.False(waiting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await waiting;
        Assert.Equal("active", dial.CallStatus);
        Assert.Equal(CallOutcome.Answered, (await dialling).Outcome);
    }

    [Fact]
    public async Task ResolveAsync_HangingUpWhileThePhoneRings_MakesItQuiet()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();
        var (reference, dialling, dial) = await DialAsync(bed);
        await dial.WaitForAsync(DialStep.Ringing, Token);

        var found = await bed.Sip.ResolveAsync(reference, ResolveAction.HangUp, Token);

        Assert.True(found.WasHungUp);
        Assert.Equal(DialState.Ringing, found.State);
        Assert.Equal(reference.MayRingUntil, found.MayRingUntil);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
        Assert.False(dial.IsRinging);
        Assert.Equal(CallOutcome.EndedElsewhere, (await dialling).Outcome);
    }

    [Fact]
    public async Task ResolveAsync_OnceAnswered_GivesTheCallToHangUp()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer();
        var (reference, dialling, dial) = await DialAsync(bed);
        await dialling;

        var found = await bed.Sip.ResolveAsync(reference, cancellationToken: Token);
        await found.Call!.WaitForAnswerAsync(Token);
        Assert.Null(dial.End);
        await found.Call.HangUpAsync(Token);

        Assert.Equal((DialState.Answered, CallStatus.Active), (found.State, found.Status));
        Assert.Null(found.MayRingUntil);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
    }

    [Fact]
    public async Task ResolveAsync_WhenAnotherDialHasTheIdentity_LeavesItAlone()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer();
        var (reference, dialling, _) = await DialAsync(bed, "callee");
        await (await dialling).Call!.HangUpAsync(Token);
        var others = await bed.Sip.DialAsync(Request("callee"), Token);

        // Old enough that nobody waits for its participant.
        var old = new DialReference(reference.RoomName, reference.ParticipantIdentity, reference.DialId, reference.RequestId, reference.StartedAt.AddMinutes(-1), reference.MayRingUntil);
        var found = await bed.Sip.ResolveAsync(old, ResolveAction.HangUp, Token);

        Assert.Equal(DialState.Gone, found.State);
        Assert.False(found.WasHungUp);
        Assert.Equal(reference.MayRingUntil, found.MayRingUntil);
        Assert.Equal(CallStatus.Active, await others.GetStatusAsync(Token));
    }

    [Fact]
    public async Task ResolveAsync_BeforeTheParticipantHasJoined_WaitsForIt()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();
        Task<DialResolution>? resolving = null;
        var options = new DialOptions
        {
            BeforeDialing = async (reference, token) =>
            {
                Assert.Empty(bed.Server.Dials);
                resolving = bed.Sip.ResolveAsync(reference, ResolveAction.HangUp, token);
                await Eventually.TrueAsync(() => bed.Server.Requests.Count > 0);
            },
        };

        var result = await bed.Sip.TryDialAsync(Request(), options, Token);

        Assert.True((await resolving!).WasHungUp);
        Assert.NotEqual(CallOutcome.Answered, result.Outcome);
        Assert.Equal(DialEndReason.ParticipantRemoved, Assert.Single(bed.Server.Dials).End!.Reason);
    }

    [Fact]
    public async Task ResolveAsync_WrongArguments_AreRefused()
    {
        await using var bed = await TestBed.StartAsync();
        var reference = new DialReference("room", "callee", null, "request", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);

        await Assert.ThrowsAsync<ArgumentNullException>(() => bed.Sip.ResolveAsync(null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => bed.Sip.ResolveAsync(reference, (ResolveAction)7, Token));
    }

    private static async Task<(DialReference Reference, Task<DialResult> Dialling, MockDial Dial)> DialAsync(TestBed bed, string? identity = null)
    {
        DialReference? reference = null;
        var options = new DialOptions
        {
            BeforeDialing = (known, _) =>
            {
                reference = known;
                return Task.CompletedTask;
            },
        };
        var dialling = bed.Sip.TryDialAsync(Request(identity), options, Token);
        var dial = await bed.Server.WaitForDialAsync(Token);
        return (reference!, dialling, dial);
    }

    private static DialRequest Request(string? identity = null)
    {
        var request = TestBed.Request(Number);
        request.ParticipantIdentity = identity;
        return request;
    }
}
