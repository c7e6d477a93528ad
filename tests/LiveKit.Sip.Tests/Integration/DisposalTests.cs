using LiveKit.Sip.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>A client that is disposed of leaves no phone ringing behind it, and no answered call cut off.</summary>
public class DisposalTests
{
    private const string Number = "+15105550123";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DisposeAsync_WhileAPhoneRings_MakesItQuietBeforeItReturns(bool cancellable)
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();
        using var cancel = new CancellationTokenSource();

        var dialling = bed.Sip.DialAsync(TestBed.Request(Number), cancellable ? cancel.Token : CancellationToken.None);
        var dial = await RingingAsync(bed);
        await bed.LiveKit.DisposeAsync();

        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);
        Assert.Equal(DialCleanUp.Removed, error.CleanUp);
        Assert.False(cancel.IsCancellationRequested);
        Assert.True(error.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task DisposeAsync_WhileAStartedDialRings_MakesItQuiet()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();

        var call = await bed.Sip.StartDialAsync(TestBed.Request(Number), null, Token);
        var dial = await RingingAsync(bed);
        await bed.LiveKit.DisposeAsync();

        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
        await Assert.ThrowsAsync<DialCanceledException>(() => call.WaitForAnswerAsync(Token));
    }

    [Fact]
    public async Task Dispose_WhileAPhoneRings_MakesItQuietInTheBackground()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();

        var dialling = bed.Sip.DialAsync(TestBed.Request(Number), Token);
        var dial = await RingingAsync(bed);
        bed.LiveKit.Dispose();
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        Assert.Equal(DialCleanUp.Removed, error.CleanUp);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
    }

    [Fact]
    public async Task DisposeAsync_OfAClientWhoseCallIsAnswered_LeavesTheCallAlone()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.Answer();

        await bed.Sip.DialAsync(TestBed.Request(Number), Token);
        await bed.LiveKit.DisposeAsync();

        Assert.Null(Assert.Single(bed.Server.Dials).End);
    }

    [Fact]
    public async Task DisposeAsync_WithLeaveRinging_LeavesThePhoneRinging()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();

        var dialling = bed.Sip.DialAsync(TestBed.Request(Number), new DialOptions { CancelBehavior = CancelBehavior.LeaveRinging }, Token);
        var dial = await RingingAsync(bed);
        await bed.LiveKit.DisposeAsync();
        var error = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        Assert.Equal(DialCleanUp.LeftRinging, error.CleanUp);
        Assert.True(dial.IsRinging);
    }

    [Fact]
    public async Task DialAsync_OnAClientThatIsDisposedOf_SaysSoAndSendsNothing()
    {
        await using var bed = await TestBed.StartAsync();
        await bed.LiveKit.DisposeAsync();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => bed.Sip.DialAsync(TestBed.Request(Number), Token));

        Assert.Equal(nameof(LiveKitClient), error.ObjectName);
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task Host_ThatShutsDownWhileAPhoneRings_MakesItQuiet()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Phones[Number] = Phone.NoAnswer();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLiveKitSip(options => (options.Url, options.ApiKey, options.ApiSecret) = (bed.Options.Url, bed.Options.ApiKey, bed.Options.ApiSecret));
        using var host = builder.Build();
        await host.StartAsync(Token);

        var dialling = host.Services.GetRequiredService<SipClient>().DialAsync(TestBed.Request(Number), Token);
        var dial = await RingingAsync(bed);
        await host.StopAsync(Token);
        await ((IAsyncDisposable)host).DisposeAsync();

        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
        await Assert.ThrowsAsync<DialCanceledException>(() => dialling);
    }

    private static async Task<MockDial> RingingAsync(TestBed bed)
    {
        var dial = await bed.Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        return dial;
    }
}
