using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Integration;

/// <summary>The reference of a dial is the caller's before anything is sent, whichever method dials.</summary>
public sealed class BeforeDialingTests
{
    private static readonly Dictionary<string, Func<SipClient, DialRequest, DialOptions, CancellationToken, Task>> Methods = new(StringComparer.Ordinal)
    {
        [nameof(SipClient.DialAsync)] = static (sip, request, options, token) => sip.DialAsync(request, options, token),
        [nameof(SipClient.TryDialAsync)] = static (sip, request, options, token) => sip.TryDialAsync(request, options, token),
        [nameof(SipClient.StartDialAsync)] = static (sip, request, options, token) => sip.StartDialAsync(request, options, token),
        [nameof(SipClient.CreateSipParticipantAsync)] = static (sip, request, options, token) => sip.CreateSipParticipantAsync(request.ToProto(), options, token),
    };

    public static TheoryData<string> Names => [.. Methods.Keys];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeforeDialing_OfAnyMethod_ComesBeforeAnythingIsSent(string method)
    {
        await using var bed = await TestBed.StartAsync();
        var before = TimeProvider.System.GetUtcNow();
        DialReference? reference = null;
        var options = new DialOptions
        {
            Progress = new Progress<CallStatus>(),
            BeforeDialing = async (known, _) =>
            {
                reference = known;

                // What had gone out before this would have arrived before this.
                await bed.LiveKit.Rooms.ListParticipantsAsync("room", Token);
                Assert.Equal("ListParticipants", Assert.Single(bed.Server.Requests).Method);
            },
        };
        var request = TestBed.Request();
        request.ParticipantIdentity = "callee";
        request.RingingTimeout = TimeSpan.FromMinutes(4);

        await Methods[method](bed.Sip, request, options, Token);

        var dial = Assert.Single(bed.Server.Dials);
        Assert.Equal(("room", "callee"), (reference!.RoomName, reference.ParticipantIdentity));
        Assert.Equal(dial.Request.ParticipantAttributes["dial.id"], reference.DialId);
        Assert.Equal(Assert.Single(bed.Server.Requests, static sent => sent.Method == "CreateSIPParticipant").Headers["X-Livekit-Request-Id"], reference.RequestId);
        Assert.InRange(reference.StartedAt, before, TimeProvider.System.GetUtcNow());
        Assert.Equal(reference.StartedAt + TimeSpan.FromMinutes(4), reference.MayRingUntil);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeforeDialing_ThatThrows_IsWhatTheCallerGets(string method)
    {
        await using var bed = await TestBed.StartAsync();

        // Even one of ours, which TryDialAsync otherwise returns.
        var thrown = SipCallException.Create(new CallFailure(CallOutcome.Busy));
        var options = new DialOptions { Progress = new Progress<CallStatus>(), BeforeDialing = (_, _) => throw thrown };

        var error = await Assert.ThrowsAnyAsync<SipCallException>(() => Methods[method](bed.Sip, TestBed.Request(), options, Token));

        Assert.Same(thrown, error);
        Assert.Empty(bed.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeforeDialing_Cancelled_IsTheCallersCancellation(string method)
    {
        await using var bed = await TestBed.StartAsync();
        using var cancel = new CancellationTokenSource();
        var options = new DialOptions
        {
            BeforeDialing = async (_, token) =>
            {
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
        };

        var error = await Assert.ThrowsAsync<DialCanceledException>(() => Methods[method](bed.Sip, TestBed.Request(), options, cancel.Token));

        Assert.Equal(DialCleanUp.NotNeeded, error.CleanUp);
        Assert.Equal(cancel.Token, error.CancellationToken);
        Assert.Empty(bed.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task BeforeDialing_OfADialThatWasCancelledBefore_IsNotCalled(string method)
    {
        await using var bed = await TestBed.StartAsync();
        var called = false;
        var options = new DialOptions
        {
            BeforeDialing = (_, _) =>
            {
                called = true;
                return Task.CompletedTask;
            },
        };

        await Assert.ThrowsAsync<DialCanceledException>(() => Methods[method](bed.Sip, TestBed.Request(), options, new CancellationToken(canceled: true)));

        Assert.False(called);
    }

    [Fact]
    public async Task DialReference_OfAFailureAndACancellation_IsTheOneGivenBefore()
    {
        await using var bed = await TestBed.StartAsync();
        var references = new List<DialReference>();
        var options = new DialOptions
        {
            BeforeDialing = (reference, _) =>
            {
                references.Add(reference);
                return Task.CompletedTask;
            },
        };
        using var cancel = new CancellationTokenSource();

        var busy = await Assert.ThrowsAsync<CallRejectedException>(() => bed.Sip.DialAsync(TestBed.Request("+15005550486"), options, Token));
        await bed.Server.WaitForDialAsync(Token);
        var dialling = bed.Sip.DialAsync(TestBed.Request("+15005550000"), options, cancel.Token);
        await (await bed.Server.WaitForDialAsync(Token)).WaitForAsync(DialStep.Ringing, Token);
        await cancel.CancelAsync();
        var canceled = await Assert.ThrowsAsync<DialCanceledException>(() => dialling);

        Assert.Same(references[0], busy.DialReference);
        Assert.Same(references[1], canceled.DialReference);
        Assert.Equal(references[0].StartedAt + TimeSpan.FromMinutes(3), references[0].MayRingUntil);
    }
}
