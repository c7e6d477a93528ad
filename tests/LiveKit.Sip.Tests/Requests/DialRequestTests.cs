using LiveKit.Protocol;
using LiveKit.Sip.Tests.Calls;
using LiveKit.Sip.Tests.Requests.Rules;

namespace LiveKit.Sip.Tests.Requests;

public sealed class DialRequestTests
{
    [Theory]
    [InlineData(null, false, "")]
    [InlineData("", true, "")]
    [InlineData("Test Caller", true, "Test Caller")]
    [InlineData("a \"b\"", true, "a \\\"b\\\"")]
    [InlineData("a\\b", true, "a\\\\b")]
    [InlineData("\\\"", true, "\\\\\\\"")]
    public void ToProto_DisplayName_TellsNullEmptyAndTextApart(string? plain, bool isSent, string wire)
    {
        var request = ValidRequests.Request(r => r.DisplayName = plain);

        Assert.Equal((isSent, wire), (request.ToProto().HasDisplayName, request.ToProto().DisplayName));
        Assert.Empty(request.Validate());
    }

    [Fact]
    public void Customize_SeveralChanges_RunInTheirOrderOnEveryMessage()
    {
        var request = ValidRequests.Request()
            .Customize(message => message.RoomName += "-1")
            .Customize(message => message.RoomName += "-2");

        Assert.Equal("room-1-2", request.ToProto().RoomName);
        Assert.Equal("room-1-2", request.ToProto().RoomName);
        Assert.Equal("room", request.RoomName);
        Assert.Throws<ArgumentNullException>(() => request.Customize(null!));
    }

    [Fact]
    public void Customize_Change_RunsBeforeValidation()
    {
        Assert.Empty(ValidRequests.Request(r => r.RoomName = null).Customize(message => message.RoomName = "room").Validate());
        Assert.Equal(["RoomName"], ValidRequests.Request().Customize(message => message.RoomName = "").Validate().Select(problem => problem.Field));
    }

    [Fact]
    public async Task DialAsync_CustomizedMessage_IsCheckedAsItIsSent()
    {
        using var server = FakeLiveKit.Start();
        using var sip = FakeLiveKit.ClientOf(server);
        var request = ValidRequests.Request().Customize(message => message.WaitUntilAnswered = false);

        var refusal = await Assert.ThrowsAsync<RequestValidationException>(() => sip.DialAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal("WaitUntilAnswered", Assert.Single(refusal.Problems).Field);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData(null, "+15550100", true)]
    [InlineData("+15550100", null, true)]
    [InlineData("+15550100", "+15550100", true)]
    [InlineData("+15550100", "+15550101", false)]
    [InlineData("", "+15550101", false)]
    public void Validate_FromInBothPlaces_MustBeTheSame(string? from, string? trunkFrom, bool isFine)
    {
        var request = ValidRequests.Request(r =>
        {
            r.From = from;
            r.Trunk!.From = trunkFrom;
        });

        Assert.Equal(isFine ? [] : ["From"], request.Validate().Select(problem => problem.Field));
        Assert.Equal(isFine ? "+15550100" : from, request.ToProto().SipNumber);
    }

    [Fact]
    public void ToString_NumbersUserAndPassword_AreNotShown()
    {
        var request = new DialRequest
        {
            To = "alice",
            From = "bob",
            RoomName = "call-to-alice-from-bob-at-+15005550123",
            ParticipantIdentity = "sip_+15005550124",
            Trunk = new InlineTrunk { Hostname = "pstn.example.com", Username = "carol", Password = "hunter2", From = "dave" },
            DisplayName = "Erin",
        };

        var text = request.ToString();

        Assert.All(
            ["alice", "bob", "carol", "dave", "hunter2", "Erin", "5005550123", "5005550124"],
            secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        Assert.Contains("pstn.example.com", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pstn.example.com:5061", "InlineTrunk { Hostname = pstn.example.com:5061, Transport = Tls }")]
    [InlineData("sip:carol:hunter2@pstn.example.com", "InlineTrunk { Hostname = (no host name), Transport = Tls }")]
    [InlineData(null, "InlineTrunk { Hostname = , Transport = Tls }")]
    public void ToString_InlineTrunk_ShowsTheHostAlone(string? hostname, string text)
        => Assert.Equal(
            text,
            new InlineTrunk { Hostname = hostname, Transport = SIPTransport.Tls, Username = "carol", Password = "hunter2", From = "+15005550123" }.ToString());

    [Fact]
    public void ToString_StoredTrunk_ShowsItsId()
        => Assert.Equal("StoredTrunk { TrunkId = ST_1 }", new StoredTrunk("ST_1") { From = "+15005550123" }.ToString());
}
