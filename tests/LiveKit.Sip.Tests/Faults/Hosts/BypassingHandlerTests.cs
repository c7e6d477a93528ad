using System.Net;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.DependencyInjection;
using LiveKit.Sip.Tests.Support;
using LiveKit.Sip.Tests.Twirp.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Tests.Faults.Hosts;

/// <summary>A handler that sends a dial through another client than the one that it stands in rings nobody with it.</summary>
public class BypassingHandlerTests
{
    private const string Busy = "+15005550486";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, int> Ways => new()
    {
        { "the request itself", 0 },
        { "its content in another request", 0 },
        { "a copy", 1 },
        { "a copy with everything", 1 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Dial_SentThroughAnotherClient_RingsNobodyAndSaysWhatIsWrong(string way, int bodies)
    {
        using var other = new HttpMessageInvoker(new SocketsHttpHandler());
        await using var bed = await HostBed.WithHandlersAsync(_ => new LambdaHandler(
            (request, send, cancellationToken) => Behaviors.IsDial(request) ? BypassAsync(way, other, request, cancellationToken) : send(request, cancellationToken)));

        var result = await bed.DialAsync();

        Assert.Empty(bed.Server.Dials);
        Assert.Equal(bodies, bed.CompleteDials);
        Assert.Equal(CallOutcome.InvalidRequest, result.Outcome);
        Assert.False(result.Error!.MayHaveRung);
        Assert.Contains("base.SendAsync", result.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Dial_SentAgainThroughAnotherClient_RingsOnceAndIsToldItsOutcome(string way, int bodies)
    {
        using var other = new HttpMessageInvoker(new SocketsHttpHandler());
        await using var bed = await HostBed.WithHandlersAsync(_ => new LambdaHandler(async (request, send, cancellationToken) =>
        {
            var answer = await send(request, cancellationToken);
            return Behaviors.IsDial(request) ? await BypassAsync(way, other, request, cancellationToken) : answer;
        }));

        var result = await bed.DialAsync(Busy);

        Assert.Equal(CallOutcome.Busy, result.Outcome);
        Assert.Single(bed.Server.Dials);
        Assert.Equal(1 + bodies, bed.CompleteDials);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Dial_SentThroughAnotherClientWhileItRings_RingsOnceAndIsToldItsOutcome(string way, int bodies)
    {
        using var other = new HttpMessageInvoker(new SocketsHttpHandler());
        var hasBypassed = new TaskCompletionSource();
        await using var bed = await HostBed.StartAsync((services, bed) => services.ConfigureHttpClientDefaults(builder => builder.AddHttpMessageHandler(() => new LambdaHandler(
            async (request, send, cancellationToken) =>
            {
                var first = send(request, cancellationToken);
                if (Behaviors.IsDial(request))
                {
                    await (await bed.Server.WaitForDialAsync(Token)).WaitForAsync(DialStep.Ringing, Token);
                    await BypassAsync(way, other, request, cancellationToken).ContinueWith(static _ => { }, TaskScheduler.Default);
                    hasBypassed.SetResult();
                }

                return await first;
            }))));
        bed.Server.Phones["+15105550123"] = Phone.Answer(TimeSpan.FromSeconds(20));

        var dial = bed.StartDial("+15105550123");
        await hasBypassed.Task.WaitAsync(Token);
        bed.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(CallOutcome.Answered, (await dial).Outcome);
        Assert.Single(bed.Server.Dials);
        Assert.Equal(1 + bodies, bed.CompleteDials);
    }

    [Fact]
    public async Task Handlers_OfAHost_NeverSeeTheToken()
    {
        var seen = new List<string?>();
        await using var bed = await HostBed.WithHandlersAsync(_ => new LambdaHandler(async (request, send, cancellationToken) =>
        {
            seen.Add(request.Headers.Authorization?.ToString());
            var answer = await send(request, cancellationToken);
            seen.Add(request.Headers.Authorization?.ToString());
            seen.Add(answer.RequestMessage!.Headers.Authorization?.ToString());
            return answer;
        }));

        Assert.Equal(CallOutcome.Answered, (await bed.DialAsync()).Outcome);

        Assert.Equal(3, seen.Count);
        Assert.All(seen, Assert.Null);
    }

    [Fact]
    public async Task Handler_ThatPutsATokenOfItsOwnOnEverything_DoesNotReplaceOurs()
    {
        await using var bed = await HostBed.WithHandlersAsync(_ => new LambdaHandler((request, send, cancellationToken) =>
        {
            request.Headers.Authorization = new("Bearer", "of-another-service");
            return send(request, cancellationToken);
        }));

        Assert.Equal(CallOutcome.Answered, (await bed.DialAsync()).Outcome);
    }

    [Theory]
    [MemberData(nameof(CopyingHandlerTests.Ways), MemberType = typeof(CopyingHandlerTests))]
    public async Task BodyLogger_BeforeAConnectionThatFails_KeepsNoDialFromBeingTriedAgain(string way)
    {
        var connect = new FaultyConnect(FaultPoint.ConnectionRefused, failing: 1);
        var bodies = new List<byte[]>();
        await using var bed = await HostBed.StartAsync(
            (services, _) => services.ConfigureHttpClientDefaults(builder => builder.AddHttpMessageHandler(() => new LambdaHandler(async (request, send, cancellationToken) =>
            {
                bodies.Add(await CopyingHandler.Ways[way](request.Content!, cancellationToken));
                return await send(request, cancellationToken);
            }))),
            client => client.ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { ConnectCallback = connect.ConnectAsync }));

        var result = await bed.DialAsync();

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.Equal(2, bodies.Count);
        Assert.NotEmpty(bodies[0]);
        Assert.Equal(bodies[0], bodies[1]);
        bed.AssertOneDial();
    }

    private static async Task<HttpResponseMessage> BypassAsync(string way, HttpMessageInvoker other, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (way == "the request itself")
        {
            return await other.SendAsync(request, cancellationToken);
        }

        var copy = new HttpRequestMessage(request.Method, request.RequestUri);
        if (way == "its content in another request")
        {
            copy.Content = request.Content;
        }
        else
        {
            copy.Content = new ByteArrayContent(await request.Content!.ReadAsByteArrayAsync(cancellationToken)) { Headers = { ContentType = request.Content.Headers.ContentType } };
        }

        if (way == "a copy with everything")
        {
            copy.Version = HttpVersion.Version11;
            foreach (var (name, values) in request.Headers)
            {
                copy.Headers.TryAddWithoutValidation(name, values);
            }

            foreach (var (key, value) in request.Options)
            {
                ((IDictionary<string, object?>)copy.Options)[key] = value;
            }
        }

        return await other.SendAsync(copy, cancellationToken);
    }
}
