using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>What a caller knows of its carrier goes before what this library knows of all carriers.</summary>
public sealed class CarrierHookTests
{
    private const int IgnoredVerdict = 25;
    private const string Number = "+15005550107";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CallOutcome.Busy, RetryAdvice.AfterPause)]
    [InlineData(CallOutcome.Blocked, RetryAdvice.Never)]
    [InlineData(CallOutcome.EndedElsewhere, RetryAdvice.Later)]
    [InlineData(CallOutcome.TrunkFailure, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.MediaMismatch, RetryAdvice.Later)]
    public async Task ClassifySipFailure_NamesAnOutcome_IsBelievedBeforeStatusAndPhrase(CallOutcome outcome, RetryAdvice advice)
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Reject(404, "Account blocked");
        SipFailure? asked = null;

        var (result, _) = await DialAsync(bed, failure =>
        {
            asked = failure;
            return new SipVerdict(outcome, advice);
        });

        Assert.Equal((404, "Account blocked", null, false), (asked!.StatusCode, asked.Phrase, asked.TrunkId, asked.IsTransfer));
        Assert.Equal((outcome, advice, true, 404, "Account blocked"), (result.Outcome, result.RetryAdvice, result.Error!.MayHaveRung, result.Error.SipStatusCode, result.Error.SipStatus));
        Assert.Null(result.Error.MayRingUntil);
        Assert.Equal(SipCallException.Create(new CallFailure(outcome)).GetType(), result.Error.GetType());
    }

    [Theory]
    [InlineData(CallOutcome.Unknown, RetryAdvice.Never)]
    [InlineData(CallOutcome.Answered, RetryAdvice.Never)]
    [InlineData(CallOutcome.TrunkNotFound, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.InvalidRequest, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.PermissionDenied, RetryAdvice.AfterFixing)]
    [InlineData(CallOutcome.ServiceUnavailable, RetryAdvice.AfterPause)]
    [InlineData((CallOutcome)99, RetryAdvice.Later)]
    [InlineData(CallOutcome.Busy, (RetryAdvice)99)]
    public async Task ClassifySipFailure_NamesWhatItMayNot_IsLoggedAndIgnored(CallOutcome outcome, RetryAdvice advice)
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Busy();

        var (result, log) = await DialAsync(bed, _ => new SipVerdict(outcome, advice));

        Assert.Equal((CallOutcome.Busy, RetryAdvice.Later, true), (result.Outcome, result.RetryAdvice, result.Error!.MayHaveRung));
        Assert.Equal(LogLevel.Warning, Assert.Single(log, static entry => entry.Id.Id == IgnoredVerdict).Level);
    }

    [Fact]
    public async Task ClassifySipFailure_Throws_IsLoggedWithoutItsWordsAndIgnored()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Busy();

        var (result, log) = await DialAsync(bed, static failure => throw new InvalidOperationException($"no such carrier {Number}"));

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        var entry = Assert.Single(log, static entry => entry.Id.Id == IgnoredVerdict);
        Assert.Contains(nameof(InvalidOperationException), entry.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("5005550107", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClassifySipFailure_SaysNothing_LeavesItToThisLibrary()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Reject(404, "Account blocked");

        var (result, log) = await DialAsync(bed, static _ => null);

        Assert.Equal((CallOutcome.Forbidden, RetryAdvice.AfterFixing), (result.Outcome, result.RetryAdvice));
        Assert.DoesNotContain(log, static entry => entry.Id.Id == IgnoredVerdict);
    }

    [Fact]
    public async Task ClassifySipFailure_NoSipStatus_IsNotAsked()
    {
        await using var bed = await TestBed.StartAsync();
        var wasAsked = false;

        var (result, _) = await DialAsync(
            bed,
            _ =>
            {
                wasAsked = true;
                return new SipVerdict(CallOutcome.Busy, RetryAdvice.Later);
            },
            new StoredTrunk("ST_unknown"));

        Assert.Equal(CallOutcome.TrunkNotFound, result.Outcome);
        Assert.Contains("\"ST_unknown\"", result.Error!.Message, StringComparison.Ordinal);
        Assert.False(wasAsked);
    }

    [Fact]
    public async Task ClassifySipFailure_ATransferFails_IsAskedToo()
    {
        await using var bed = await TestBed.StartAsync();
        SipFailure? asked = null;
        bed.Options.ClassifySipFailure = failure =>
        {
            asked = failure;
            return new SipVerdict(CallOutcome.Blocked, RetryAdvice.Never);
        };
        await using var livekit = new LiveKitClient(bed.Options);
        var call = await livekit.Sip.DialAsync(TestBed.Request(), Token);

        var error = await Assert.ThrowsAsync<CallRejectedException>(() => call.TransferAsync("+15005550486", cancellationToken: Token));

        Assert.Equal((486, true), (asked!.StatusCode, asked.IsTransfer));
        Assert.Equal((CallOutcome.Blocked, RetryAdvice.Never), (error.Outcome, error.RetryAdvice));
    }

    private static async Task<(DialResult Result, IReadOnlyList<FakeLogRecord> Log)> DialAsync(TestBed bed, Func<SipFailure, SipVerdict?> classify, SipTrunk? trunk = null)
    {
        var log = new FakeLogCollector();
        using var provider = new FakeLoggerProvider(log);
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(provider));
        bed.Options.LoggerFactory = factory;
        bed.Options.ClassifySipFailure = classify;
        await using var livekit = new LiveKitClient(bed.Options);
        var request = TestBed.Request(Number);
        request.Trunk = trunk ?? request.Trunk;
        var result = await livekit.Sip.TryDialAsync(request, cancellationToken: Token);
        return (result, log.GetSnapshot());
    }
}
