using LiveKit.Protocol;
using LiveKit.Sip.Calls.Resolving;

namespace LiveKit.Sip.Tests.Calls.Resolving;

/// <summary>What the room says, in every case, on a room of the test.</summary>
public sealed class ReferenceResolutionTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly RoomOfATest _room = new();
    private readonly LiveKitConnection _connection;

    public ReferenceResolutionTests()
    {
        _connection = new LiveKitConnection(
            new LiveKitOptions { Url = "http://livekit.invalid", ApiKey = "key", ApiSecret = "secret" },
            new HttpClient(_room) { Timeout = Timeout.InfiniteTimeSpan });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("dialing", CallStatus.Dialing, DialState.Ringing)]
    [InlineData("ringing", CallStatus.Ringing, DialState.Ringing)]
    [InlineData("automation", CallStatus.Automation, DialState.Answered)]
    [InlineData("active", CallStatus.Active, DialState.Answered)]
    [InlineData("hangup", CallStatus.Hangup, DialState.Gone)]
    [InlineData("", CallStatus.Unknown, DialState.Ringing)]
    public async Task RunAsync_Looking_GoesByTheStatusAlone(string said, CallStatus status, DialState state)
    {
        Stands(said);
        var reference = Reference(until: Now + Minute);

        var found = await ResolveAsync(reference);

        Assert.Equal(status, found.Status);
        Assert.Equal(state, found.State);
        Assert.Equal(state == DialState.Gone ? null : "PA_1", found.Call?.ParticipantId);
        Assert.Equal(state == DialState.Ringing ? reference.MayRingUntil : null, found.MayRingUntil);
        Assert.False(found.WasHungUp);
        Assert.Equal(0, _room.Removals);
    }

    [Theory]
    [InlineData("dialing", true, true)]
    [InlineData("ringing", true, true)]
    [InlineData("automation", true, false)]
    [InlineData("active", true, false)]
    [InlineData("", true, true)]
    [InlineData("hangup", false, false)]
    public async Task RunAsync_HangingUp_EndsWhatIsOn(string said, bool isOn, bool mayRing)
    {
        Stands(said);

        var found = await ResolveAsync(Reference(until: Now + Minute), ResolveAction.HangUp);

        Assert.Equal(isOn, found.WasHungUp);
        Assert.Null(found.Call);
        Assert.Equal(mayRing ? Now + Minute : null, found.MayRingUntil);
        Assert.Equal(isOn ? 1 : 0, _room.Removals);
    }

    [Fact]
    public async Task RunAsync_HangingUpWhatEndsAtThatMoment_IsDone()
    {
        Stands("active");
        _room.RemovalError = ("not_found", 404);

        Assert.True((await ResolveAsync(Reference(until: Now + Minute), ResolveAction.HangUp)).WasHungUp);
    }

    [Fact]
    public async Task RunAsync_RingingPastItsTime_MayRingAtLeastUntilNow()
    {
        Stands("ringing");

        Assert.True((await ResolveAsync(Reference(until: Now - Minute))).MayRingUntil >= Now);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task RunAsync_NotThere_MayRingUntilTheReferencesTimeIsOver(int minutes)
    {
        _room.LookError = ("not_found", 404);
        var reference = Reference(until: Now + (minutes * Minute));

        var found = await ResolveAsync(reference, ResolveAction.HangUp);

        Assert.Equal((DialState.Gone, CallStatus.Gone, false), (found.State, found.Status, found.WasHungUp));
        Assert.Equal(minutes > 0 ? reference.MayRingUntil : null, found.MayRingUntil);
    }

    [Theory]
    [InlineData("another")]
    [InlineData(null)]
    public async Task RunAsync_AnotherInItsPlace_IsLeftAlone(string? dialId)
    {
        Stands("active", dialId);

        var found = await ResolveAsync(Reference(until: Now - Minute, dialId: "ours"), ResolveAction.HangUp);

        Assert.Equal(DialState.Gone, found.State);
        Assert.Null(found.Call);
        Assert.Equal(0, _room.Removals);
    }

    [Fact]
    public async Task RunAsync_ThatIsNotAllowed_SaysSo()
    {
        _room.LookError = ("permission_denied", 403);

        Assert.Equal("permission_denied", (await Assert.ThrowsAsync<TwirpException>(() => ResolveAsync(Reference(until: Now)))).Code);
    }

    [Theory]
    [InlineData(CallOutcome.EndedElsewhere, "ringing")]
    [InlineData(CallOutcome.EndedElsewhere, "automation")]
    public async Task WaitForAnswerAsync_OfACallThatEnds_IsAnOutcome(CallOutcome outcome, string before)
    {
        Stands(before);
        var reference = Reference(until: Now + Minute);
        var call = (await ResolveAsync(reference)).Call!;
        _room.Stand(Participant(before), Participant("hangup"));

        var error = await Assert.ThrowsAsync<CallNotAnsweredException>(() => call.WaitForAnswerAsync(Token));

        Assert.Equal(outcome, error.Outcome);
        Assert.Same(reference, error.DialReference);
    }

    private static DialReference Reference(DateTimeOffset until, string? dialId = null)
        => new("room", "callee", dialId, "request", Now - (2 * Minute), until);

    private static ParticipantInfo Participant(string status, string? dialId = null)
    {
        var participant = new ParticipantInfo { Sid = "PA_1", Identity = "callee", State = ParticipantInfo.Types.State.Active, Attributes = { ["sip.callStatus"] = status } };
        if (dialId is not null)
        {
            participant.Attributes["dial.id"] = dialId;
        }

        return participant;
    }

    private void Stands(string status, string? dialId = null)
        => _room.Stand(Participant(status, dialId));

    private Task<DialResolution> ResolveAsync(DialReference reference, ResolveAction action = ResolveAction.Look)
        => new ReferenceResolution(_connection.Calls, reference).RunAsync(action, Token);
}
