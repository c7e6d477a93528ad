using System.Text.Json.Nodes;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;
using LiveKit.Sip.Tests.Shared;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These transfers fail in ways that were not recorded, but read in LiveKit's published servers.</summary>
public sealed class TransferErrorTests
{
    private const string Answers = "+15005550001";
    private const string Target = "+49301";

    [Fact]
    public async Task Transfer_OfAnIdentityThatIsNoCallee_FindsNoSession()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.AddParticipant("room", new ParticipantInfo { Identity = "callee" });
        var answer = await TransferAsync(mock, "tel:" + Target);

        Assert.Equal((404, "not_found", "no SIP session associated with participant"), (answer.Status, answer.Code, answer.Message));
    }

    [Fact]
    public async Task Transfer_OfANumberWithoutTransfers_IsUnimplemented()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Answers] = Phone.Answer().WithoutTransfers().WithHeaders([new("X-A", "1")]);
        var (_, dial) = await mock.DialAsync(MockFixture.Dial(Answers));
        var answer = await TransferAsync(mock, "tel:" + Target);

        Assert.Equal(
            (501, "unimplemented", "twirp error unknown: we don't yet support transfers for this phone number type"),
            (answer.Status, answer.Code, answer.Message));
        Assert.Empty(mock.Server.Transfers);
        Assert.Null(dial.End);
    }

    [Theory]
    [InlineData(TransferErrorDetails.SipStatus, true, false)]
    [InlineData(TransferErrorDetails.SipStatusAndTransferError, true, true)]
    [InlineData(TransferErrorDetails.TransferError, false, true)]
    public async Task Transfer_ToABusyTarget_GivesTheChosenDetails(TransferErrorDetails details, bool sipStatus, bool transferError)
    {
        await using var mock = await MockFixture.StartAsync(options => options.TransferErrorDetails = details);
        await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.Phones[Target] = Phone.Busy();
        var answer = await TransferAsync(mock, "tel:" + Target);

        Assert.Equal((429, sipStatus ? "486" : null), (answer.Status, answer.Meta("sip_status_code")));
        var (status, error) = DetailsOf(answer);
        Assert.Equal(sipStatus ? SIPStatusCode.SipStatusBusyHere : null, status?.Code);
        Assert.Equal(
            transferError ? "StrRejected SipStatusBusyHere Busy Here" : "  ",
            $"{error?.Reason} {error?.SipStatus.Code} {error?.SipStatus.Status}");
        Assert.Equal(transferError, error is { TransferId.Length: > 0 });
    }

    [Fact]
    public async Task Transfer_ThatNobodyAnswers_GivesTheReasonWithoutASipStatus()
    {
        await using var mock = await MockFixture.StartAsync(options => options.TransferErrorDetails = TransferErrorDetails.TransferError);
        await mock.DialAsync(MockFixture.Dial(Answers));
        mock.Server.Phones[Target] = Phone.NoAnswer();
        var answer = TransferAsync(mock, "tel:" + Target, "2s");
        await mock.Clock.UntilAsync(() => mock.Server.Transfers.Count == 1, MockFixture.Cancellation);
        mock.Clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal("deadline_exceeded", (await answer).Code);
        var (_, error) = DetailsOf(await answer);
        Assert.Equal((SIPTransferReason.StrRingingTimeout, null), (error!.Reason, error.SipStatus));
    }

    [Fact]
    public void TransferErrorDetails_ThatDoNotExist_AreRefused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new MockLiveKitOptions { TransferErrorDetails = (TransferErrorDetails)9 });

    private static (SIPStatus? Status, SIPTransferError? Error) DetailsOf(CallerResponse answer)
    {
        // The details are field 3 of a google.rpc.Status.
        var input = new CodedInputStream(Convert.FromBase64String(answer.Meta("error_details")!));
        (SIPStatus? Status, SIPTransferError? Error) found = default;
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            if (WireFormat.GetTagFieldNumber(tag) != 3)
            {
                input.SkipLastField();
                continue;
            }

            var detail = Any.Parser.ParseFrom(input.ReadBytes());
            found.Status = detail.TryUnpack<SIPStatus>(out var status) ? status : found.Status;
            found.Error = detail.TryUnpack<SIPTransferError>(out var error) ? error : found.Error;
        }

        return found;
    }

    private static Task<CallerResponse> TransferAsync(MockFixture mock, string to, string? ringing = null)
        => mock.Caller.JsonAsync(
            "SIP/TransferSIPParticipant",
            Jwt.With(Jwt.SipCall, Jwt.RoomAdmin("room")),
            new JsonObject { ["room_name"] = "room", ["participant_identity"] = "callee", ["transfer_to"] = to, ["ringing_timeout"] = ringing });
}
