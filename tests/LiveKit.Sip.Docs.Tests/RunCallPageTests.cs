using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Docs.Tests.Snippets;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Docs.Tests;

/// <summary>The snippets of docs/ on calls that were answered do what the pages say.</summary>
public sealed class RunCallPageTests : OnTheMock
{
    [Fact]
    public async Task Watch_OfAnAnsweredCall_EndsWithGone()
    {
        var call = await Client.Sip.DialAsync(Inline(), Token);
        var watching = Disconnections.WatchAsync(call, Token);
        await call.HangUpAsync(Token);

        Assert.Equal(CallStatus.Gone, (await watching)[^1]);
    }

    [Fact]
    public async Task End_OfACallThatWeHungUp_SaysSo()
    {
        var call = await Client.Sip.DialAsync(Inline(), Token);
        await HangingUp.HeadersAsync(call, Token);

        Assert.Equal("we hung up", await Disconnections.EndAsync(call, Token));
        Assert.Equal("survey done", Assert.Single(Server.Dials).ByeHeaders!["X-Reason"]);
    }

    [Fact]
    public async Task End_WithAnEventPushedIn_SaysWhoEndedIt()
    {
        var call = await Client.Sip.DialAsync(Inline(), Token);
        var ending = Disconnections.EndAsync(call, Token);
        var (body, authorization) = Left(call);

        Assert.True(await Disconnections.WebhookAsync(Client, new AccessTokenVerifier(Server.ApiKey, Server.ApiSecret), body, authorization));
        Assert.Equal("the callee hung up, or MaxCallDuration was over", await ending);
    }

    [Fact]
    public async Task Webhook_WithAnotherBody_IsNotPushedIn()
    {
        var (body, authorization) = Left(await Client.Sip.DialAsync(Inline(), Token));

        Assert.False(await Disconnections.WebhookAsync(Client, new AccessTokenVerifier(Server.ApiKey, Server.ApiSecret), [.. body, (byte)' '], authorization));
    }

    [Fact]
    public async Task Call_OfAnotherProcess_IsFoundByRoomAndIdentity()
    {
        Server.Phones[Callee] = Phone.Answer().WithHeaders([KeyValuePair.Create("X-Ticket", "4711"), KeyValuePair.Create("X-Other", "1")]);
        var dialled = await Client.Sip.DialAsync(Inline(), Token);

        var call = Disconnections.Again(Client, new SIPParticipantInfo { RoomName = dialled.RoomName, ParticipantIdentity = dialled.ParticipantIdentity });

        Assert.Equal("4711", Assert.Single(await Disconnections.HeadersAsync(call, Token)).Value);
    }

    [Fact]
    public async Task Room_HungUp_IsGone()
    {
        var call = await Client.Sip.DialAsync(Inline(), Token);
        await HangingUp.RoomAsync(call, Token);

        Assert.Empty(Server.Rooms);
    }

    [Fact]
    public async Task Scope_ThatFails_HangsUpAndShowsItsFailure()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => HangingUp.ScopeAsync(Client, Inline(), static _ => throw new TimeoutException(), Token));

        Assert.Equal(DialEndReason.ParticipantRemoved, Assert.Single(Server.Dials).End!.Reason);
    }

    [Fact]
    public async Task Transfer_ToANumber_IsCarriedOut()
    {
        Server.Phones["+15105550199"] = Phone.Answer();
        var request = Inline();
        request.ParticipantIdentity = "sip-test";
        var call = await Client.Sip.DialAsync(request, Token);

        Assert.Equal(SIPTransferStatus.StsTransferSuccessful, (await Transfers.TransferAsync(call, Token)).Status);
        Assert.Equal("tel:+15105550199", Assert.Single(Server.Transfers).Request.TransferTo);
    }

    [Fact]
    public async Task Transfer_WithoutAHandle_IsCarriedOut()
    {
        Server.Phones["+15105550199"] = Phone.Answer();
        var request = Inline();
        request.ParticipantIdentity = "sip-test";
        await Client.Sip.DialAsync(request, Token);

        await Transfers.FoundAsync(Client, Token);

        Assert.True(Assert.Single(Server.Transfers).IsAnswered);
    }

    [Fact]
    public async Task Transfer_ToSomebodyBusy_LeavesTheCalleeInTheRoom()
    {
        Server.Phones["support"] = Phone.Busy();
        var call = await Client.Sip.DialAsync(Inline(), Token);

        Assert.Equal("Busy: the callee is still in the room", await Transfers.OutcomesAsync(call, Token));
        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
    }

    [Fact]
    public async Task Callee_InTheRoom_IsReadAndCounted()
    {
        var call = await Client.Sip.DialAsync(Inline(), Token);

        var callee = await Snippets.Participants.LookAsync(Client, call, Token);

        Assert.Equal((CallStatus.Active, Callee, "+15550100"), (callee.Status, callee.PhoneNumber, callee.TrunkPhoneNumber));
        Assert.Equal(1, await Snippets.Participants.PhonesAsync(Client, Token));
    }

    /// <summary>The event of a callee who hung up, signed as LiveKit signs it.</summary>
    private (byte[] Body, string Authorization) Left(SipCall call)
    {
        var body = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(new WebhookEvent
        {
            Event = "participant_left",
            Id = "EV_1",
            Room = new Room { Name = call.RoomName },
            Participant = new ParticipantInfo
            {
                Sid = call.ParticipantId,
                Identity = call.ParticipantIdentity,
                Kind = ParticipantInfo.Types.Kind.Sip,
                DisconnectReason = DisconnectReason.ClientInitiated,
                Attributes = { ["sip.callStatus"] = "active", ["sip.callID"] = call.SipCallId },
            },
        }));
        var token = new AccessToken(Server.ApiKey, Server.ApiSecret) { Sha256 = Convert.ToBase64String(SHA256.HashData(body)) };
        return (body, token.ToJwt());
    }
}
