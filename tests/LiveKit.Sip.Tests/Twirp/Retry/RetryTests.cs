using LiveKit.Protocol;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Twirp.Retry;

/// <summary>What may be repeated is, up to three attempts in all; what may not be goes out once.</summary>
public class RetryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly FaultPoint[] Passing =
    [
        FaultPoint.ResetBeforeBody, FaultPoint.ResetAfterHalfBody, FaultPoint.ResetAfterBody, FaultPoint.ResetAfterAnswerHeaders,
        FaultPoint.HalfAnswer, FaultPoint.UnreadableAnswer, FaultPoint.Garbage, FaultPoint.Status500, FaultPoint.Status502, FaultPoint.Status503,
        FaultPoint.Status504, FaultPoint.Status520, FaultPoint.Status502AfterForwarding, FaultPoint.Status504AfterForwarding,
    ];

    public static TheoryData<string, FaultPoint> Harmless => Matrix(["Read", "Overwrite"], Passing);

    public static TheoryData<string, FaultPoint> Harmful => Matrix(["Create", "Dial"], Passing);

    public static TheoryData<string, FaultPoint> Final
        => Matrix(["Read", "Overwrite", "Create", "Dial"], [FaultPoint.Status408, FaultPoint.Status429, FaultPoint.Status451]);

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Call_ThatMayBeRepeatedAndFailsTwice_SucceedsAtTheThirdAttemptWithOneRequestId(string repeat, FaultPoint fault)
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = request => request.Ordinal <= 2 ? fault : null;

        Assert.Null(await bed.CallAsync(repeat));

        Assert.Equal(3, bed.Proxy.Requests.Count);
        Assert.NotNull(Assert.Single(bed.Proxy.Requests.Select(request => request.RequestId).Distinct()));
        Assert.Equal(bed.Proxy.Requests[0].RequestId, bed.Server.Requests[^1].RequestId);
        Assert.Equal(2, bed.Log.Of(1).Count);
        Assert.Empty(bed.Log.Of(2));
    }

    [Theory]
    [MemberData(nameof(Harmless))]
    public async Task Call_ThatMayBeRepeatedAndGoesOnFailing_EndsAfterThreeAttempts(string repeat, FaultPoint fault)
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = _ => fault;

        Assert.NotNull(await bed.CallAsync(repeat));

        Assert.Equal(3, bed.Proxy.Requests.Count);
    }

    [Theory]
    [MemberData(nameof(Harmful))]
    public async Task Call_ThatMayNotBeRepeatedAndFails_IsSentOnceAndSaysSoInTheLog(string repeat, FaultPoint fault)
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = _ => fault;

        var error = await bed.CallAsync(repeat);

        Assert.NotNull(error);
        Assert.Single(bed.Proxy.Requests);
        Assert.True(error is not LiveKitTransportException transport || transport.RequestSent);
        Assert.Empty(bed.Log.Of(1));
        Assert.Single(bed.Log.Of(2));
    }

    [Theory]
    [MemberData(nameof(Final))]
    public async Task Call_AnsweredWithAClientError_IsFinal(string repeat, FaultPoint fault)
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = _ => fault;

        Assert.IsType<TwirpException>(await bed.CallAsync(repeat));

        Assert.Single(bed.Proxy.Requests);
        Assert.Empty(bed.Log.Entries);
    }

    [Fact]
    public async Task Call_OnAServerThatIsSilent_IsRepeatedAfterItsOwnTimeout()
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = request => request.Ordinal <= 1 ? FaultPoint.Silence : null;

        var call = bed.Start(RoomMethods.ListParticipants, new ListParticipantsRequest { Room = "room" });
        await Eventually.TrueAsync(() => bed.Server.Requests.Count == 1);
        bed.Clock.Advance(bed.Options.RequestTimeout);
        await bed.PassPausesAsync(call);
        await call;

        Assert.Equal(2, bed.Proxy.Requests.Count);
        Assert.Contains(nameof(TransportFailure.DeadlinePassed), Assert.Single(bed.Log.Of(1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_EachOne_HasARequestIdOfItsOwn()
    {
        await using var bed = await RetryBed.StartAsync();

        await bed.CallAsync("Read");
        await bed.CallAsync("Read");

        Assert.Equal(2, bed.Server.Requests.Select(request => request.RequestId).Distinct().Count());
    }

    [Theory]
    [InlineData(501, TwirpErrorCodes.Unimplemented)]
    [InlineData(500, TwirpErrorCodes.DataLoss)]
    [InlineData(500, "dataloss")]
    public async Task Read_AnsweredThatItWillNeverSucceed_IsFinal(int status, string code)
    {
        using var server = CannedServer.Start(status, "application/json", $$"""{"code":"{{code}}","msg":"no"}""");
        await using var livekit = new LiveKitClient(new LiveKitOptions { Url = server.Url, ApiKey = "devkey", ApiSecret = "secret" });

        var error = await Assert.ThrowsAsync<TwirpException>(() => livekit.Rooms.ListParticipantsAsync("room", Token));

        Assert.True(FailureFacts.IsFinal(error));
        Assert.Single(server.Requests);
    }

    private static TheoryData<string, FaultPoint> Matrix(string[] classes, FaultPoint[] faults)
    {
        var rows = new TheoryData<string, FaultPoint>();
        foreach (var repeat in classes)
        {
            foreach (var fault in faults)
            {
                rows.Add(repeat, fault);
            }
        }

        return rows;
    }
}
