using System.Text.Json;
using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;

namespace LiveKit.Sip.Tests.Calls.Transfers;

/// <summary>What an answer says about a transfer that failed, over a real socket.</summary>
public sealed class TransferFailureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SIPTransferReason.StrRejected, 603, "Decline", CallOutcome.Declined, RetryAdvice.Never)]
    [InlineData(SIPTransferReason.StrRejected, 486, "Busy Here", CallOutcome.Busy, RetryAdvice.Later)]
    [InlineData(SIPTransferReason.StrRejected, 404, "Account blocked", CallOutcome.Forbidden, RetryAdvice.AfterFixing)]
    [InlineData(SIPTransferReason.StrRejected, null, null, CallOutcome.Declined, RetryAdvice.Never)]
    [InlineData(SIPTransferReason.StrRingingTimeout, null, null, CallOutcome.NoAnswer, RetryAdvice.Later)]
    [InlineData(SIPTransferReason.StrCallEnded, null, null, CallOutcome.EndedElsewhere, RetryAdvice.Never)]
    [InlineData(SIPTransferReason.StrCanceled, null, null, CallOutcome.EndedElsewhere, RetryAdvice.Never)]
    [InlineData(SIPTransferReason.StrSubscriptionTerminated, null, null, CallOutcome.Unknown, RetryAdvice.Never)]
    public async Task TransferAsync_TransferErrorInTheDetails_GivesReasonStatusAndId(SIPTransferReason reason, int? code, string? phrase, CallOutcome outcome, RetryAdvice advice)
    {
        var told = new SIPTransferError { TransferId = "STR_1", Reason = reason };
        if (code is { } number)
        {
            told.SipStatus = new SIPStatus { Code = (SIPStatusCode)number, Status = phrase! };
        }

        var error = await FailureOfAsync(412, "failed_precondition", "twirp error unknown: transfer failed", told);

        Assert.Equal((outcome, advice, code, phrase), (error.Outcome, error.RetryAdvice, error.SipStatusCode, error.SipStatus));
        Assert.Equal(("STR_1", reason), (error.TransferId, error.TransferReason));
        Assert.True(error.MayHaveRung);
        Assert.Equal(code is null && reason != SIPTransferReason.StrRejected, error.MayRingUntil is not null);
    }

    [Fact]
    public async Task TransferAsync_TransferErrorBesideAStatus_GivesBoth()
    {
        var error = await FailureOfAsync(
            429,
            "resource_exhausted",
            "?",
            new SIPTransferError { TransferId = "STR_2", Reason = SIPTransferReason.StrRejected },
            new SIPStatus { Code = (SIPStatusCode)486, Status = "Busy Here" });

        Assert.Equal((CallOutcome.Busy, 486, "STR_2", SIPTransferReason.StrRejected), (error.Outcome, error.SipStatusCode, error.TransferId, error.TransferReason));
    }

    [Fact]
    public async Task TransferAsync_TransferErrorThatSaysNothing_GoesByTextAndCode()
    {
        var error = await FailureOfAsync(400, "invalid_argument", "?", new SIPTransferError());

        Assert.Equal((CallOutcome.InvalidRequest, null, null), (error.Outcome, error.TransferId, error.TransferReason));
    }

    [Theory]
    [InlineData(404, "not_found", "no SIP session associated with participant", CallOutcome.InvalidRequest, RetryAdvice.AfterFixing, "no SIP callee")]
    [InlineData(404, "not_found", "participant does not exist", CallOutcome.EndedElsewhere, RetryAdvice.Never, "ended before it was transferred")]
    [InlineData(501, "unimplemented", "twirp error unknown: we don't yet support transfers for this phone number type", CallOutcome.ServiceUnavailable, RetryAdvice.Never, "no transfers for this number")]
    [InlineData(412, "failed_precondition", "transfers are not supported for this number", CallOutcome.ServiceUnavailable, RetryAdvice.Never, "no transfers for this number")]
    [InlineData(501, "unimplemented", "?", CallOutcome.ServiceUnavailable, RetryAdvice.Never, "no transfers for this number")]
    [InlineData(412, "failed_precondition", "can't transfer non established call", CallOutcome.EndedElsewhere, RetryAdvice.Never, "ended before it was transferred")]
    public async Task TransferAsync_NothingWasTransferred_SaysWhyAndAdvises(int status, string code, string text, CallOutcome outcome, RetryAdvice advice, string sentence)
    {
        var error = await FailureOfAsync(status, code, text);

        Assert.Equal((outcome, advice, false), (error.Outcome, error.RetryAdvice, error.MayHaveRung));
        Assert.StartsWith("The call was not transferred. ", error.Message, StringComparison.Ordinal);
        Assert.Contains(sentence, error.Message, StringComparison.Ordinal);
        Assert.Null(error.MayRingUntil);
    }

    [Theory]
    [InlineData("failed_precondition", "something new", CallOutcome.TrunkFailure)]
    [InlineData("deadline_exceeded", "request timed out", CallOutcome.Unknown)]
    public async Task TransferAsync_NobodyEndedTheTransfer_SaysUntilWhenTheTargetMayRing(string code, string text, CallOutcome outcome)
    {
        var before = TimeProvider.System.GetUtcNow();

        var error = await FailureOfAsync(412, code, text);

        Assert.Equal((outcome, true), (error.Outcome, error.MayHaveRung));
        Assert.InRange(error.MayRingUntil!.Value, before + TimeSpan.FromMinutes(3) - TimeSpan.FromSeconds(1), TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(3));
    }

    [Theory]
    [InlineData(403, RetryAdvice.AfterFixing)]
    [InlineData(301, RetryAdvice.AfterFixing)]
    [InlineData(429, RetryAdvice.AfterPause)]
    public async Task TransferAsync_AProxyAnswersEverything_TransferredNothing(int status, RetryAdvice advice)
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        bed.Server.Faults.Script = _ => MockFault.Answer(status, "<html>", "text/html");

        var direct = await Assert.ThrowsAsync<CallNotPlacedException>(() => bed.Sip.TransferAsync(call.RoomName, call.ParticipantIdentity, "+15005550001", cancellationToken: Token));
        var ofCall = await Assert.ThrowsAsync<CallNotPlacedException>(() => call.TransferAsync("+15005550001", cancellationToken: Token));

        Assert.All([direct, ofCall], error =>
        {
            Assert.Equal((CallOutcome.ServiceUnavailable, advice, false), (error.Outcome, error.RetryAdvice, error.MayHaveRung));
            Assert.Contains($"HTTP {status} is no answer of LiveKit's", error.Message, StringComparison.Ordinal);
        });
        Assert.Single(bed.Server.Requests, static request => request.Method == "TransferSIPParticipant");
    }

    // A proxy that replaces LiveKit's errors by its pages lets everything else through.
    [Fact]
    public async Task TransferAsync_AProxyReplacesOnlyThisAnswer_IsUnknown()
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        bed.Server.Faults.Script = static request => request.Method == "TransferSIPParticipant" ? MockFault.ReplaceAnswer(404, "<html>", "text/html") : null;

        var error = await Assert.ThrowsAsync<TransferOutcomeUnknownException>(() => bed.Sip.TransferAsync(call.RoomName, call.ParticipantIdentity, "+15005550486", cancellationToken: Token));

        Assert.True(error.MayHaveRung);
        Assert.NotNull(error.MayRingUntil);
    }

    private static async Task<SipCallException> FailureOfAsync(int status, string code, string text, params IMessage[] details)
    {
        await using var bed = await TestBed.StartAsync();
        var call = await bed.Sip.DialAsync(TestBed.Request(), Token);
        var body = new JsonObject { ["code"] = code, ["msg"] = text };
        if (details.Length > 0)
        {
            var packed = new RpcStatus();
            packed.Details.Add(details.Select(Any.Pack));
            body["meta"] = new JsonObject { ["error_details"] = packed.ToByteString().ToBase64() };
        }

        var answer = JsonSerializer.Serialize(body);
        bed.Server.Faults.Script = request => request.Method == "TransferSIPParticipant" ? MockFault.Answer(status, answer, "application/json") : null;
        return await Assert.ThrowsAnyAsync<SipCallException>(() => call.TransferAsync("+15005550001", cancellationToken: Token));
    }
}
