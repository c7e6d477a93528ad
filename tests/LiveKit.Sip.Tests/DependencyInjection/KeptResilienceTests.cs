using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>Where a host keeps Microsoft's handlers on this library's client, the phone rings once all the same, and the truth is told.</summary>
public class KeptResilienceTests
{
    private const string Callee = "+15105550123";

    /// <summary>How long the standard handlers let one attempt go on.</summary>
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    /// <summary>When the standard hedging handler sends a second time beside the first.</summary>
    private static readonly TimeSpan HedgingDelay = TimeSpan.FromSeconds(2);

    /// <summary>Shorter than either.</summary>
    private static readonly TimeSpan RingTime = TimeSpan.FromSeconds(1);

    /// <summary>Shorter than the pauses of the standard handler, whose first is two seconds with its jitter left out.</summary>
    private static readonly TimeSpan NoPause = TimeSpan.FromMilliseconds(100);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> RepeaterNames => [.. HostResilience.Repeaters.Keys];

    [Theory]
    [MemberData(nameof(RepeaterNames))]
    public async Task Dial_OfABusyCallee_IsBusyOnceAndTheLogNamesTheHandler(string name)
    {
        var kind = HostResilience.Repeaters[name];
        await using var bed = await StartAsync(kind);

        var result = await DialAsync(bed, Phone.Busy(RingTime));

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        Assert.Equal(486, result.Error!.SipStatusCode);
        bed.AssertOneDial();
        bed.AssertRefused(kind.Handler.ToString(), LogLevel.Warning);
        Assert.Empty(bed.Log.Of(4));
    }

    [Theory]
    [MemberData(nameof(RepeaterNames))]
    public async Task Dial_ThatNobodyAnswers_IsNoAnswerOnce(string name)
    {
        var kind = HostResilience.Repeaters[name];
        await using var bed = await StartAsync(kind);
        bed.Server.Phones[Callee] = Phone.NoAnswer();

        var dial = await RingAsync(bed);
        bed.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(CallOutcome.NoAnswer, (await dial).Outcome);
        bed.AssertOneDial();
        bed.AssertRefused(kind.Handler.ToString(), LogLevel.Warning);
    }

    [Theory]
    [MemberData(nameof(RepeaterNames))]
    public async Task Dial_ThatIsAnswered_SucceedsWithoutAWord(string name)
    {
        await using var bed = await StartAsync(HostResilience.Repeaters[name]);

        var result = await DialAsync(bed, Phone.Answer(RingTime));

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        bed.AssertOneDial();
        Assert.Empty(bed.Log.Entries);
    }

    [Theory]
    [InlineData(true, CallOutcome.Answered)]
    [InlineData(false, CallOutcome.Busy)]
    public async Task Dial_ThatTheStandardAttemptTimeoutCutsWhileItRings_EndsAsTheFirstSendDid(bool answers, CallOutcome outcome)
    {
        await using var bed = await StartAsync(HostResilience.Repeaters["AddStandardResilienceHandler"]);
        bed.Server.Phones[Callee] = answers ? Phone.Answer(TimeSpan.FromSeconds(20)) : Phone.Busy(TimeSpan.FromSeconds(20));

        var dial = await RingAsync(bed);
        bed.Clock.Advance(AttemptTimeout);
        await Eventually.TrueAsync(() => bed.Log.Of(3).Count == 1);
        bed.Clock.Advance(TimeSpan.FromSeconds(20) - AttemptTimeout);

        Assert.Equal(outcome, (await dial).Outcome);
        bed.AssertOneDial();
        bed.AssertRefused(HostResilience.Repeaters["AddStandardResilienceHandler"].Handler.ToString(), LogLevel.Warning);
    }

    [Fact]
    public async Task Dial_ThatTheStandardHedgingHandlerSendsAgainWhileItRings_RingsOnce()
    {
        await using var bed = await StartAsync(HostResilience.Repeaters["AddStandardHedgingHandler"]);
        bed.Server.Phones[Callee] = Phone.Answer(TimeSpan.FromSeconds(8));

        var dial = await RingAsync(bed);
        bed.Clock.Advance(HedgingDelay);
        await Eventually.TrueAsync(() => bed.Log.Of(3).Count == 1);
        bed.Clock.Advance(TimeSpan.FromSeconds(8) - HedgingDelay);

        Assert.Equal(CallOutcome.Answered, (await dial).Outcome);
        bed.AssertOneDial();
        bed.AssertRefused(HostResilience.Repeaters["AddStandardHedgingHandler"].Handler.ToString(), LogLevel.Warning);
    }

    [Fact]
    public async Task Dials_OfBusyCalleesThroughTheStandardHandlerAsItIs_CostNoPauseAndOneWarning()
    {
        await using var bed = await HostBed.StartAsync(
            (services, _) => services.ConfigureHttpClientDefaults(static builder => builder.AddStandardResilienceHandler()),
            static client => client.KeepResilienceHandlers());
        bed.Server.Phones[Callee] = Phone.Busy(RingTime);

        for (var dials = 1; dials <= 3; dials++)
        {
            var dial = bed.StartDial(Callee);
            await Eventually.TrueAsync(() => bed.Server.Dials.Count == dials);
            await bed.Server.Dials[^1].WaitForAsync(DialStep.Ringing, Token);
            bed.Clock.Advance(RingTime);
            var ended = bed.Clock.GetUtcNow();
            await bed.Clock.PassPausesUntilAsync(() => dial.IsCompleted, NoPause, Token);

            Assert.Equal(CallOutcome.Busy, (await dial).Outcome);
            Assert.InRange(bed.Clock.GetUtcNow() - ended, TimeSpan.Zero, NoPause);
            Assert.Equal(dials, bed.CompleteDials);
        }

        bed.AssertRefused(HostResilience.Repeaters["AddStandardResilienceHandler"].Handler.ToString(), LogLevel.Warning);
    }

    [Fact]
    public async Task Dials_OfTwoClientsOfAHost_AreWarnedAboutOnce()
    {
        await using var bed = await HostBed.StartAsync(
            (services, bed) =>
            {
                services.ConfigureHttpClientDefaults(HostResilience.AddStandard);
                services.AddKeyedLiveKitSip("eu", bed.Configure).KeepResilienceHandlers();
            },
            static client => client.KeepResilienceHandlers());
        bed.Server.Phones[Callee] = Phone.Busy(TimeSpan.Zero);

        await bed.DialAsync(Callee);
        var other = bed.Host.GetRequiredKeyedService<SipClient>("eu").TryDialAsync(TestBed.Request(Callee), null, Token);
        await bed.Clock.PassPausesUntilAsync(() => other.IsCompleted, TimeSpan.FromSeconds(4), Token);

        Assert.Equal(CallOutcome.Busy, (await other).Outcome);
        Assert.Equal(2, bed.CompleteDials);
        bed.AssertRefused(HostResilience.Repeaters["AddStandardResilienceHandler"].Handler.ToString(), LogLevel.Warning);
    }

    private static Task<HostBed> StartAsync(HostResilienceKind kind) => HostBed.StartAsync(
        (services, _) => services.ConfigureHttpClientDefaults(kind.Add),
        static client => client.KeepResilienceHandlers());

    private static async Task<DialResult> DialAsync(HostBed bed, Phone phone)
    {
        bed.Server.Phones[Callee] = phone;
        var dial = await RingAsync(bed);
        bed.Clock.Advance(RingTime);
        return await dial;
    }

    private static async Task<Task<DialResult>> RingAsync(HostBed bed)
    {
        var dial = bed.StartDial(Callee);
        await (await bed.Server.WaitForDialAsync(Token)).WaitForAsync(DialStep.Ringing, Token);
        return dial;
    }
}
