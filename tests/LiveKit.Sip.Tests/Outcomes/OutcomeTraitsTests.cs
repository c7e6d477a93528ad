using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Outcomes;

public sealed class OutcomeTraitsTests
{
    public static TheoryData<CallOutcome> Outcomes() => [.. Enum.GetValues<CallOutcome>()];

    [Theory]
    [InlineData(CallOutcome.Unknown, RetryAdvice.Never)]
    [InlineData(CallOutcome.Answered, RetryAdvice.Never)]
    [InlineData(CallOutcome.Busy, RetryAdvice.Later)]
    [InlineData(CallOutcome.Declined, RetryAdvice.Never)]
    [InlineData(CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(CallOutcome.NoAnswer, RetryAdvice.Later)]
    [InlineData(CallOutcome.EndedElsewhere, RetryAdvice.Never)]
    [InlineData(CallOutcome.InvalidDestination, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.RateLimited, RetryAdvice.AfterPause)]
    [InlineData(CallOutcome.TrunkAuthenticationFailed, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.TrunkUnreachable, RetryAdvice.Later)]
    [InlineData(CallOutcome.TrunkFailure, RetryAdvice.Later)]
    [InlineData(CallOutcome.TrunkNotFound, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.MediaMismatch, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.InvalidRequest, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.PermissionDenied, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.ServiceUnavailable, RetryAdvice.AfterPause)]
    [InlineData((CallOutcome)99, RetryAdvice.Never)]
    public void Of_Outcome_GivesItsAdvice(CallOutcome outcome, RetryAdvice advice) => Assert.Equal(advice, OutcomeTraits.Of(outcome).UsualAdvice);

    [Fact]
    public void Of_EveryOutcome_HasASentenceOfItsOwn()
        => Assert.Distinct(Enum.GetValues<CallOutcome>().Select(outcome => OutcomeTraits.Of(outcome).Means), StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Create_Outcome_GivesTheClassOfTheDesign(CallOutcome outcome)
    {
        if (outcome == CallOutcome.Answered)
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => new CallFailure(outcome));
            return;
        }

        var cause = new LiveKitException("cause");
        var exception = SipCallException.Create(new CallFailure(outcome), message: null, cause);

        Assert.IsType(ClassOf(outcome), exception);
        Assert.Equal(outcome, exception.Outcome);
        Assert.Equal(OutcomeTraits.Of(outcome).UsualAdvice, exception.RetryAdvice);
        Assert.Contains(outcome.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Same(cause, exception.InnerException);
    }

    [Fact]
    public void Create_Facts_AreAllThere()
    {
        var until = new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
        var exception = SipCallException.Create(new CallFailure(CallOutcome.Busy)
        {
            SipStatusCode = 486,
            SipStatus = "Busy +15005550123",
            TwirpCode = "resource_exhausted",
            RoomName = "room",
            ParticipantIdentity = "callee",
            RequestId = "id",
            MayHaveRung = true,
            MayRingUntil = until,
        });

        Assert.Equal(
            (486, "Busy +15005550123", "resource_exhausted", "room", "callee", "id", true, until),
            (exception.SipStatusCode!.Value, exception.SipStatus!, exception.TwirpCode!, exception.RoomName, exception.ParticipantIdentity, exception.RequestId, exception.MayHaveRung, exception.MayRingUntil!.Value));
        Assert.Equal("The callee is busy (Busy, SIP 486).", exception.Message);
    }

    private static Type ClassOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.Busy or CallOutcome.Declined or CallOutcome.Blocked => typeof(CallRejectedException),
        CallOutcome.NoAnswer or CallOutcome.EndedElsewhere => typeof(CallNotAnsweredException),
        CallOutcome.InvalidDestination => typeof(CallDestinationException),
        CallOutcome.MediaMismatch => typeof(CallMediaException),
        CallOutcome.InvalidRequest or CallOutcome.PermissionDenied or CallOutcome.ServiceUnavailable => typeof(CallNotPlacedException),
        CallOutcome.Unknown => typeof(CallOutcomeUnknownException),
        CallOutcome.Forbidden or CallOutcome.RateLimited => typeof(SipTrunkException),
        _ when outcome.ToString().StartsWith("Trunk", StringComparison.Ordinal) => typeof(SipTrunkException),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "The design names no class for it."),
    };
}
