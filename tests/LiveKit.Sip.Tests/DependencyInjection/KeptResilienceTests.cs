using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

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
        bed.AssertRefused(kind.Handler.ToString());
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
        bed.AssertRefused(kind.Handler.ToString());
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
        bed.AssertRefused(HostResilience.Repeaters["AddStandardResilienceHandler"].Handler.ToString());
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
        bed.AssertRefused(HostResilience.Repeaters["AddStandardHedgingHandler"].Handler.ToString());
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
