using System.Net;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>When a host begins to stop, every phone that rings for it goes quiet, whatever the host still waits for.</summary>
public class HostStopTests
{
    private const string Callee = "+15005550000";

    private static readonly TimeSpan Pauses = TimeSpan.FromSeconds(1);

    /// <summary>Ten times the longest pause that a removal makes before its first repeat: on the clock of a test nothing else takes time.</summary>
    private static readonly TimeSpan QuietWithin = TimeSpan.FromMilliseconds(250);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_OfAWebHostWithARequestInFlight_QuietsThePhoneBeforeTheRequestHasDrained()
    {
        await using var bed = await StopBed.StartAsync();
        var drained = new TaskCompletionSource();
        DialCanceledException? told = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrelOnLoopback();
        bed.AddClients(builder.Services);
        await using var web = builder.Build();
        web.MapPost("/calls", async (SipClient sip) =>
        {
            try
            {
                await sip.DialAsync(TestBed.Request(Callee), CancellationToken.None);
            }
            catch (DialCanceledException e)
            {
                told = e;
            }

            await drained.Task;
            return Results.Ok();
        });
        await web.StartAsync(Token);
        using var http = new HttpClient { BaseAddress = new Uri(web.Urls.Single()) };
        var request = http.PostAsync("/calls", null, Token);
        var dial = await bed.RingingAsync();

        var begun = bed.Clock.GetUtcNow();
        var stop = web.StopAsync(Token);
        await bed.PassUntilAsync(dial.WaitForQuietAsync(Token));
        Assert.InRange(bed.Clock.GetUtcNow() - begun, TimeSpan.Zero, QuietWithin);
        await bed.Clock.PassPausesUntilAsync(() => told is not null, Pauses, Token);

        Assert.False(request.IsCompleted);
        Assert.Equal(DialCleanUp.Removed, told!.CleanUp);
        Assert.Equal(web.Lifetime.ApplicationStopping, told.CancellationToken);
        drained.SetResult();
        Assert.Equal(HttpStatusCode.OK, (await request).StatusCode);
        await stop;
    }

    [Fact]
    public async Task Stop_OfAHostWithUnkeyedAndKeyedClients_QuietsThePhonesOfAll()
    {
        await using var bed = await StopBed.StartAsync();
        using var host = bed.BuildHost();
        await host.StartAsync(Token);
        SipClient[] clients =
        [
            host.Services.GetRequiredService<SipClient>(),
            host.Services.GetRequiredKeyedService<SipClient>("europe"),
            host.Services.GetRequiredKeyedService<SipClient>("asia"),
        ];
        var dials = new List<Task<SipCall>>();
        var rings = new List<MockDial>();
        foreach (var client in clients)
        {
            dials.Add(client.DialAsync(TestBed.Request(Callee), CancellationToken.None));
            rings.Add(await bed.RingingAsync());
        }

        var stop = host.StopAsync(Token);
        await bed.PassUntilAsync(Task.WhenAll(rings.Select(ring => ring.WaitForQuietAsync(Token))));

        var stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        foreach (var dial in dials)
        {
            await bed.Clock.PassPausesAsync(dial, Pauses, Token);
            Assert.Equal(stopping, (await Assert.ThrowsAsync<DialCanceledException>(() => dial)).CancellationToken);
        }

        await stop;
    }

    [Fact]
    public async Task Stop_OfACallThatWasStartedWithoutWaiting_QuietsItsPhone()
    {
        await using var bed = await StopBed.StartAsync();
        using var host = bed.BuildHost();
        await host.StartAsync(Token);
        var started = host.Services.GetRequiredService<SipClient>().StartDialAsync(TestBed.Request(Callee), cancellationToken: CancellationToken.None);
        var ring = await bed.RingingAsync();
        await bed.Clock.PassPausesAsync(started, Pauses, Token);
        var answer = (await started).WaitForAnswerAsync(CancellationToken.None);

        var stop = host.StopAsync(Token);
        await bed.PassUntilAsync(ring.WaitForQuietAsync(Token));

        await bed.Clock.PassPausesAsync(answer, Pauses, Token);
        await Assert.ThrowsAsync<DialCanceledException>(() => answer);
        await stop;
    }

    [Fact]
    public async Task Stop_OfACallWithAnAgent_QuietsThePhoneAndWithdrawsTheAgent()
    {
        await using var bed = await StopBed.StartAsync();
        using var host = bed.BuildHost();
        bed.Server.Agents["caller"] = MockAgent.Joins();
        await host.StartAsync(Token);
        var call = host.Services.GetRequiredService<LiveKitClient>().CallWithAgentAsync(
            new AgentCallRequest { AgentName = "caller", Dial = TestBed.Request(Callee) },
            cancellationToken: CancellationToken.None);
        await bed.PassUntilAsync(bed.Server.WaitForDialAsync(Token));
        var ring = bed.Server.Dials.Single();

        var stop = host.StopAsync(Token);
        await bed.PassUntilAsync(ring.WaitForQuietAsync(Token));

        await bed.Clock.PassPausesAsync(call, Pauses, Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await stop;
    }

    [Fact]
    public async Task Dial_JustAfterTheStop_IsRefusedAndNothingIsSent()
    {
        await using var bed = await StopBed.StartAsync();
        using var host = bed.BuildHost();
        await host.StartAsync(Token);
        var sip = host.Services.GetRequiredService<SipClient>();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.StopApplication();

        var refused = await Assert.ThrowsAsync<DialCanceledException>(() => sip.DialAsync(TestBed.Request(Callee), CancellationToken.None));
        var later = await Assert.ThrowsAsync<DialCanceledException>(
            () => host.Services.GetRequiredKeyedService<SipClient>("europe").DialAsync(TestBed.Request(Callee), CancellationToken.None));

        Assert.Equal(DialCleanUp.NotNeeded, refused.CleanUp);
        Assert.Equal(lifetime.ApplicationStopping, refused.CancellationToken);
        Assert.Equal(lifetime.ApplicationStopping, later.CancellationToken);
        Assert.Empty(bed.Server.Dials);
    }

    [Fact]
    public async Task Stop_OfAWorker_QuietsThePhoneOfAServiceThatHoldsUpTheStop()
    {
        await using var bed = await StopBed.StartAsync();
        using var host = bed.BuildHost(static services => services.AddHostedService<StubbornWorker>());
        await host.StartAsync(Token);
        var ring = await bed.RingingAsync();

        var stop = host.StopAsync(Token);
        await bed.PassUntilAsync(ring.WaitForQuietAsync(Token));

        var worker = host.Services.GetServices<IHostedService>().OfType<StubbornWorker>().Single();
        await bed.Clock.PassPausesUntilAsync(() => worker.Told is not null, Pauses, Token);
        Assert.Equal(DialCleanUp.Removed, worker.Told!.CleanUp);
        worker.LetGo();
        await stop;
    }

    [Fact]
    public async Task Stop_WithCancelDialsOnStopOff_LeavesThePhoneRingingUntilTheClientIsDisposedOf()
    {
        await using var bed = await StopBed.StartAsync(static options => options.CancelDialsOnStop = false);
        using var host = bed.BuildHost();
        await host.StartAsync(Token);
        var dial = host.Services.GetRequiredService<SipClient>().DialAsync(TestBed.Request(Callee), CancellationToken.None);
        var ring = await bed.RingingAsync();

        await host.StopAsync(Token);

        Assert.False(dial.IsCompleted);
        Assert.False(ring.WaitForQuietAsync(Token).IsCompleted);
        var disposal = ((IAsyncDisposable)host.Services).DisposeAsync().AsTask();
        await bed.PassUntilAsync(ring.WaitForQuietAsync(Token));
        await bed.Clock.PassPausesAsync(disposal, Pauses, Token);
        await Assert.ThrowsAsync<DialCanceledException>(() => dial);
    }

    [Fact]
    public async Task Stop_OfADialThatIsToRingOn_EndsItAndLeavesThePhone()
    {
        await using var bed = await StopBed.StartAsync();
        using var host = bed.BuildHost();
        await host.StartAsync(Token);
        var dial = host.Services.GetRequiredService<SipClient>().TryDialAsync(
            TestBed.Request(Callee),
            new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging },
            CancellationToken.None);
        var ring = await bed.RingingAsync();

        await host.StopAsync(Token);

        Assert.Equal(DialCleanUp.LeftRinging, (await Assert.ThrowsAsync<DialCanceledException>(() => dial)).CleanUp);
        Assert.False(ring.WaitForQuietAsync(Token).IsCompleted);
    }

    [Fact]
    public async Task Stop_OfAnAnsweredCall_LetsItGoOn()
    {
        await using var bed = await StopBed.StartAsync();
        using var host = bed.BuildHost();
        await host.StartAsync(Token);
        var dial = host.Services.GetRequiredService<SipClient>().DialAsync(TestBed.Request("+15005550001"), CancellationToken.None);
        await bed.Clock.PassPausesAsync(dial, Pauses, Token);
        var call = await dial;

        await host.StopAsync(Token);

        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
    }

    [Fact]
    public async Task Dial_OfAContainerWithoutAHost_RingsAsEver()
    {
        await using var bed = await StopBed.StartAsync();
        var services = new ServiceCollection();
        bed.AddClients(services);
        await using var provider = services.BuildServiceProvider();
        var dial = provider.GetRequiredService<SipClient>().DialAsync(TestBed.Request("+15005550001"), CancellationToken.None);
        await bed.Clock.PassPausesAsync(dial, Pauses, Token);

        Assert.Equal(CallStatus.Active, await (await dial).GetStatusAsync(Token));
    }

    /// <summary>A service that dials, and that holds up the host's stop until a test lets it go.</summary>
    private sealed class StubbornWorker(SipClient sip) : BackgroundService
    {
        private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public DialCanceledException? Told { get; private set; }

        public void LetGo() => _letGo.TrySetResult();

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            try
            {
                await sip.DialAsync(TestBed.Request(Callee), CancellationToken.None);
            }
            catch (DialCanceledException e)
            {
                Told = e;
            }

            await _letGo.Task;
        }
    }
}
