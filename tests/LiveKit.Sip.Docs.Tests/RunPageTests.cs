using LiveKit.Protocol;
using LiveKit.Sip.Docs.Tests.Snippets;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Docs.Tests;

/// <summary>The snippets of docs/ on what comes before the answer, and on trunks, do what the pages say.</summary>
public sealed class RunPageTests : OnTheMock
{
    [Fact]
    public async Task InlineTrunk_WithEverything_IsDialled()
    {
        await Client.Sip.DialAsync(InlineTrunks.Tenant(), Token);

        var sent = Assert.Single(Server.Dials).Request;
        Assert.Equal(SIPTransport.Tls, sent.Trunk.Transport);
        Assert.Equal("ticket", sent.Trunk.HeadersToAttributes["X-Ticket"]);
        Assert.Equal("4711", sent.Headers["X-Customer"]);
    }

    [Theory]
    [InlineData(486, "in an hour or so")]
    [InlineData(404, "not before somebody has corrected number, trunk or token")]
    [InlineData(603, "not at all")]
    public async Task Advice_OfAFailedCall_SaysWhenToCallAgain(int status, string advice)
    {
        Server.Phones[Callee] = Phone.Reject(status);

        Assert.Equal(advice, await Snippets.Outcomes.AgainAsync(Client, Inline(), Token));
    }

    [Theory]
    [InlineData(486, "a person or the carrier said no: Busy (486 Busy Here)")]
    [InlineData(480, "nobody picked up: NoAnswer")]
    [InlineData(404, "the number is wrong")]
    [InlineData(503, "trunk, media, request or service: TrunkFailure")]
    public async Task Groups_OfFailures_AreCaughtOnTheirOwn(int status, string text)
    {
        Server.Phones[Callee] = Phone.Reject(status);

        Assert.StartsWith(text, await Catching.ByGroupAsync(Client, Inline(), Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongRequest_Caught_NamesItsProblemsAndSendsNothing()
    {
        var wrong = Inline();
        wrong.To = "tel:+15105550123";

        Assert.Contains("To", await Catching.BeforeAsync(Client, wrong, Token), StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task OtherFailures_AreTwirpOrTransport()
    {
        Assert.Equal("there is no such trunk", await Catching.OtherAsync(Client, Token));

        Server.Faults.Script = static _ => MockFault.Drop();
        Assert.StartsWith("no answer", await Catching.OtherAsync(Client, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallerId_Settings_ReachTheWire()
    {
        var request = Inline();
        CallerIds.Lookup(request);
        CallerIds.Hide(request);
        CallerIds.FromHeader(request);
        Snippets.Participants.Mark(request);
        HangingUp.Limit(request);

        await Client.Sip.DialAsync(request, Token);

        var sent = Assert.Single(Server.Dials).Request;
        Assert.Equal("", sent.DisplayName);
        Assert.True(sent.HidePhoneNumber);
        Assert.Equal("pbx.example.com", sent.SipFromHeader.Values.Host);
        Assert.Equal("4711", sent.ParticipantAttributes["order"]);
        Assert.Equal(SIPHeaderOptions.SipXHeaders, sent.IncludeHeaders);
        Assert.Equal(630, sent.MaxCallDuration.Seconds);
    }

    [Fact]
    public async Task StoredTrunk_ThatIsNotThere_IsTrunkNotFound()
        => Assert.Equal(CallOutcome.TrunkNotFound, (await Assert.ThrowsAsync<SipTrunkException>(() => StoredTrunks.DialAsync(Client, Token))).Outcome);

    [Fact]
    public async Task Trunk_OfAFileOfTheCli_IsStored()
    {
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);

        Assert.Equal("My trunk", (await StoredTrunks.FileAsync(Client, Token)).Name);
    }

    [Fact]
    public async Task Trunks_FromCreationToDeletion_BehaveAsThePageSays()
    {
        var trunk = await StoredTrunks.CreateAsync(Client, Token);
        Assert.DoesNotContain("secret", trunk.ToString(), StringComparison.Ordinal);
        Assert.Equal($"{trunk.SipTrunkId} My trunk", Assert.Single(await StoredTrunks.ListAsync(Client, Token)));

        var found = await StoredTrunks.ByIdAsync(Client, trunk.SipTrunkId, Token);
        Assert.Equal(trunk.SipTrunkId, found[0]?.SipTrunkId);
        Assert.Null(found[1]);

        var changed = await StoredTrunks.ChangeAsync(Client, trunk.SipTrunkId, Token);
        Assert.Equal("Main trunk", changed.Name);
        Assert.Equal(["+15550100", "+15550101"], changed.Numbers);

        await StoredTrunks.DeleteAsync(Client, trunk.SipTrunkId, Token);
        Assert.Empty(await StoredTrunks.ListAsync(Client, Token));
    }

    [Fact]
    public async Task Agent_ThatComes_TalksUntilTheCalleeHangsUp()
    {
        Server.Agents["my-telephony-agent"] = MockAgent.Joins();
        Server.Phones[Callee] = Phone.AnswerThenHangUp(talkFor: TimeSpan.Zero);
        var request = AgentCalls.Request();
        request.Dial.Trunk = Inline().Trunk;

        var end = await AgentCalls.CallAsync(Client, request, Token);

        Assert.True(end.WasAnswered);
        Assert.DoesNotContain(Server.Rooms, room => room.Info.Name == request.Dial.RoomName);
        Assert.Equal("""{"customer":"Ada","reason":"appointment"}""", request.Metadata);
    }

    [Fact]
    public async Task Agent_ThatDoesNotCome_CallsNobody()
    {
        var request = AgentCalls.Request();
        request.Dial.Trunk = Inline().Trunk;
        request.AgentTimeout = TimeSpan.FromMilliseconds(50);

        Assert.Equal("nobody was called: my-telephony-agent did not come; dispatch Withdrawn", await AgentCalls.FailuresAsync(Client, request, Token));
        Assert.Empty(Server.Dials);
    }

    [Fact]
    public async Task Agent_WhoseCalleeIsBusy_WasThere()
    {
        Server.Agents["my-telephony-agent"] = MockAgent.Joins();
        Server.Phones[Callee] = Phone.Busy();
        var request = AgentCalls.Request();
        request.Dial.Trunk = Inline().Trunk;

        Assert.Equal("the agent was there, the callee was not: Busy", await AgentCalls.FailuresAsync(Client, request, Token));
        Assert.DoesNotContain(Server.Rooms, room => room.Info.Name == request.Dial.RoomName);
    }

    [Fact]
    public async Task Dispatch_MadeByHand_IsListedWithLiveKitsOwn() => Assert.Equal(2, await AgentCalls.DispatchAsync(Client, Token));
}
