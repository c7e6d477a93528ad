using System.Net;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Tests.Twirp.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>Whatever a handler of the host does, the phone rings once and the caller is told what really happened.</summary>
public class HostHandlerTests
{
    private const string Busy = "+15005550486";
    private const string Callee = "+15105550123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> RepeaterNames => [.. Behaviors.Repeaters.Keys];

    [Theory]
    [MemberData(nameof(RepeaterNames))]
    public async Task Dial_OfABusyCalleeThroughAHandlerThatRepeats_IsBusyOnceAndTheLogNamesTheHandler(string repeater)
    {
        await using var bed = await HostBed.WithHandlersAsync(
            _ => new HeaderHandler(),
            _ => new RepeatingHandler(Behaviors.Repeaters[repeater]),
            _ => new PassingHandler());

        var result = await bed.DialAsync(Busy);

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        Assert.Equal(486, result.Error!.SipStatusCode);
        bed.AssertOneDial();
        bed.AssertRefused(typeof(RepeatingHandler).ToString());
    }

    [Theory]
    [MemberData(nameof(RepeaterNames))]
    public async Task Dial_ThatNobodyAnswersThroughAHandlerThatRepeats_IsNoAnswerOnce(string repeater)
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => new RepeatingHandler(Behaviors.Repeaters[repeater]));
        bed.Server.Phones[Callee] = Phone.NoAnswer();

        var dial = bed.StartDial(Callee);
        await (await bed.Server.WaitForDialAsync(Token)).WaitForAsync(DialStep.Ringing, Token);
        bed.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(CallOutcome.NoAnswer, (await dial).Outcome);
        bed.AssertOneDial();
        bed.AssertRefused(typeof(RepeatingHandler).ToString());
    }

    [Theory]
    [MemberData(nameof(RepeaterNames))]
    public async Task Dial_ThatIsAnsweredThroughAHandlerThatCouldRepeat_SucceedsWithoutAWord(string repeater)
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => new RepeatingHandler(Behaviors.Repeaters[repeater]));

        var result = await bed.DialAsync();

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        bed.AssertOneDial();
        Assert.Empty(bed.Log.Entries);
    }

    [Theory]
    [InlineData(true, CallOutcome.Answered)]
    [InlineData(false, CallOutcome.Busy)]
    public async Task Dial_ThatAHandlerCutsWhileItRings_EndsAsTheFirstSendDid(bool answers, CallOutcome outcome)
    {
        await using var bed = await HostBed.WithHandlersAsync(bed => new RepeatingHandler(Behaviors.TimeOutWhenRinging(bed.Server, Token)));
        bed.Server.Phones[Callee] = answers ? Phone.Answer(TimeSpan.FromSeconds(20)) : Phone.Busy(TimeSpan.FromSeconds(20));

        var dial = bed.StartDial(Callee);
        await Eventually.TrueAsync(() => bed.Log.Of(3).Count == 1);
        bed.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(outcome, (await dial).Outcome);
        bed.AssertOneDial();
        bed.AssertRefused(typeof(RepeatingHandler).ToString());
    }

    [Fact]
    public async Task Dial_ThatAHandlerCutsAndAnswersItself_EndsAsTheFirstSendDid()
    {
        var gaveUp = new TaskCompletionSource();
        await using var bed = await HostBed.WithHandlersAsync(bed => new LambdaHandler(async (request, send, token) =>
        {
            if (Behaviors.IsDial(request))
            {
                _ = send(request, token);
                await (await bed.Server.WaitForDialAsync(Token)).WaitForAsync(DialStep.Ringing, Token);
                gaveUp.SetResult();
                return new HttpResponseMessage(HttpStatusCode.GatewayTimeout) { Content = new StringContent("fallback") };
            }

            return await send(request, token);
        }));
        bed.Server.Phones[Callee] = Phone.Busy(TimeSpan.FromSeconds(20));

        var dial = bed.StartDial(Callee);
        await gaveUp.Task.WaitAsync(Token);
        bed.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(CallOutcome.Busy, (await dial).Outcome);
        bed.AssertOneDial();
    }

    [Fact]
    public async Task Dial_ThatAHandlerHedges_RingsOnce()
    {
        await using var bed = await HostBed.WithHandlersAsync(
            _ => new HeaderHandler(),
            bed => new RepeatingHandler(Behaviors.HedgeWhenRinging(bed.Server, Token)));
        bed.Server.Phones[Callee] = Phone.Answer(TimeSpan.FromSeconds(20));

        var dial = bed.StartDial(Callee);
        await Eventually.TrueAsync(() => bed.Log.Of(3).Count == 1);
        bed.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(CallOutcome.Answered, (await dial).Outcome);
        bed.AssertOneDial();
        bed.AssertRefused(typeof(RepeatingHandler).ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dial_ThatAHandlerKeepsToItself_IsNotPlacedAndSaysSo(bool throws)
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => new LambdaHandler((_, _, _) => throws
            ? throw new InvalidOperationException("The circuit is open.")
            : Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound))));

        var result = await bed.DialAsync();

        Assert.Equal(CallOutcome.ServiceUnavailable, result.Outcome);
        Assert.False(result.Error!.MayHaveRung);
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task Dial_ThatAHandlerSendsWhenItsAttemptIsOver_IsRefused()
    {
        var late = new TaskCompletionSource<Task>();
        var over = new TaskCompletionSource();
        await using var bed = await HostBed.WithHandlersAsync(_ => new LambdaHandler((request, send, _) =>
        {
            if (Behaviors.IsDial(request))
            {
                late.SetResult(SendLaterAsync(request, send));
                throw new HttpRequestException(HttpRequestError.Unknown);
            }

            return send(request, CancellationToken.None);
        }));

        var result = await bed.DialAsync();
        over.SetResult();

        Assert.Equal(CallOutcome.ServiceUnavailable, result.Outcome);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await await late.Task);
        Assert.Equal(0, bed.CompleteDials);
        Assert.Single(bed.Log.Of(3));

        async Task SendLaterAsync(HttpRequestMessage request, Send send)
        {
            // A copy, as the request itself is disposed of by then.
            var copy = new HttpRequestMessage(request.Method, request.RequestUri) { Content = new ByteArrayContent([]) };
            foreach (var (key, value) in request.Options)
            {
                ((IDictionary<string, object?>)copy.Options)[key] = value;
            }

            await over.Task;
            await send(copy, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Dial_ThatAHandlerRepeatsAfterItsAnswer_IsRefusedAndLogged()
    {
        var repeat = new TaskCompletionSource<Task>();
        var over = new TaskCompletionSource();
        await using var bed = await HostBed.WithHandlersAsync(_ => new LambdaHandler(async (request, send, cancellationToken) =>
        {
            if (Behaviors.IsDial(request))
            {
                repeat.TrySetResult(RepeatAsync(request, send));
            }

            return await send(request, cancellationToken);
        }));

        var result = await bed.DialAsync();
        over.SetResult();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await await repeat.Task);

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        bed.AssertOneDial();
        Assert.Single(bed.Log.Of(3));

        async Task RepeatAsync(HttpRequestMessage request, Send send)
        {
            await over.Task;
            await send(request, CancellationToken.None);
        }
    }

    [Fact]
    public async Task Read_ThatFailsThroughAHandlerThatReadsContents_IsRepeatedByThisLibrary()
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => new LambdaHandler(Behaviors.ReadAsync));
        bed.Proxy.Script = request => request.Ordinal == 1 ? FaultPoint.Status503 : null;

        var list = bed.LiveKit.Rooms.ListParticipantsAsync("room", Token);
        await bed.Clock.PassPausesAsync(list, TimeSpan.FromSeconds(4), Token);

        Assert.Empty(await list);
        Assert.Equal(2, bed.Proxy.Requests.Count);
    }

    [Fact]
    public async Task Dial_ThroughAHandlerWithAFirstSendThatFoundNoConnection_IsRepeatedByThisLibraryAlone()
    {
        var connect = new FaultyConnect(FaultPoint.ConnectionRefused, failing: 1);
        await using var bed = await HostBed.StartAsync(
            (services, _) => services.ConfigureHttpClientDefaults(builder => builder.AddHttpMessageHandler(() => new RepeatingHandler(Behaviors.RetryAsync))),
            client => client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectCallback = connect.ConnectAsync }));

        var result = await bed.DialAsync();

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.Equal(2, connect.Connects);
        bed.AssertOneDial();
    }
}
