using System.Globalization;
using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

public sealed class DialFailureTests
{
    private const string File = "dial-failures.json";
    private const string Number = "+4930123456";

    public static TheoryData<int, string> EndedBySipStatus => Recording.Index(File, recording => SipStatusOf(recording) is not null);

    // The recorded phone had other phrases than the usual ones for 481 ("Call Does Not Exist") and for all statuses whose phrase is "X".
    public static TheoryData<int, string> WithUsualPhrase
        => Recording.Index(
            File,
            recording => SipStatusOf(recording) is { } status and not 481 && recording.Name == $"SIP/2.0 {status}" && PhraseOf(recording) != "X");

    [Theory]
    [MemberData(nameof(EndedBySipStatus))]
    public async Task Reject_AsRecorded_GivesRecordedError(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var mock = await MockFixture.StartAsync();
        var status = SipStatusOf(recording)!.Value;
        mock.Server.Phones[Number] = Phone.Reject(status, PhraseOf(recording));
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(Number));

        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), name, StringComparison.Ordinal);
        RecordedResponseAssert.Same(recording, await answer);
        Assert.Equal((DialEndReason.Failed, status), (dial.End!.Reason, dial.End.SipStatus));
        AssertLeavesAsRecorded(recording, dial);
    }

    [Theory]
    [MemberData(nameof(WithUsualPhrase))]
    public async Task ConventionNumber_OfRecordedStatus_GivesRecordedError(int index, string name)
    {
        var recording = Recording.Load(File)[index];
        await using var mock = await MockFixture.StartAsync();
        var (answer, _) = await mock.DialAsync(MockFixture.Dial($"+15005550{SipStatusOf(recording)}"));

        Assert.Equal(name, recording.Name);
        RecordedResponseAssert.Same(recording, await answer);
    }

    [Theory]
    [InlineData(486, "SIP_STATUS_BUSY_HERE", "INVITE failed: sip status: 486: SIP_STATUS_BUSY_HERE")]
    [InlineData(603, "SIP_STATUS_GLOBAL_DECLINE", "unexpected status from INVITE response: sip status: 603: SIP_STATUS_GLOBAL_DECLINE")]
    [InlineData(599, "599", "unexpected status from INVITE response: sip status: 599: 599")]
    public async Task Reject_WithoutPhrase_ShowsTheNameOfTheStatus(int status, string shown, string message)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Number] = Phone.Reject(status, phrase: "");
        var (answer, _) = await mock.DialAsync(MockFixture.Dial(Number));

        Assert.Equal(shown, (await answer).Meta("sip_status"));
        Assert.Equal("twirp error unknown: " + message, (await answer).Message);
    }

    [Theory]
    [InlineData("SIP/2.0 200 OK whose SDP shares no codec", "+15005550077", "ringing")]
    [InlineData("407 no credentials", "+15005550407", "dialing")]
    [InlineData("407 no credentials", "+15005550401", "dialing")]
    public async Task ConventionNumber_AsRecorded_GivesRecordedError(string name, string number, string lastStatus)
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(MockFixture.Dial(number));

        RecordedResponseAssert.Same(Named(name), await answer);
        Assert.Equal((DialEndReason.Failed, lastStatus), (dial.End!.Reason, dial.CallStatus));
        AssertLeavesAsRecorded(Named(name), dial);
    }

    [Theory]
    [InlineData("407 wrong password", "+15005550407")]
    [InlineData("401 wrong password", "+15005550401")]
    public async Task ConventionNumber_WithCredentials_GivesRecordedError(string name, string number)
    {
        await using var mock = await MockFixture.StartAsync();
        var (answer, dial) = await mock.DialAsync(WithCredentials(number, "alice", "wonder"));

        RecordedResponseAssert.Same(Named(name), await answer);
        Assert.Equal(0, dial.RingCount);
    }

    [Theory]
    [InlineData("alice", "wonder", null)]
    [InlineData("alice", "other", "407 wrong password")]
    [InlineData("bob", "wonder", "407 wrong password")]
    [InlineData("alice", "", "407 no credentials")]
    [InlineData("", "wonder", "407 no credentials")]
    public async Task WantsCredentials_OfOnePair_AcceptsOnlyThat(string username, string password, string? failure)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Number] = Phone.WantsCredentials("alice", "wonder");
        var (answer, dial) = await mock.DialAsync(WithCredentials(Number, username, password));

        if (failure is null)
        {
            Assert.Equal((200, 1), ((await answer).Status, dial.RingCount));
        }
        else
        {
            RecordedResponseAssert.Same(Named(failure), await answer);
        }
    }

    [Fact]
    public async Task RefusingTrunk_OverTcp_GivesRecordedError()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Number] = Phone.RefusingTrunk();
        var body = MockFixture.Dial(Number);
        body["trunk"] = new JsonObject { ["hostname"] = "127.0.0.1:5999", ["transport"] = "SIP_TRANSPORT_TCP" };
        var (answer, dial) = await mock.DialAsync(body);

        RecordedResponseAssert.Same(Named("trunk port closed tcp"), await answer);
        AssertLeavesAsRecorded(Named("trunk port closed tcp"), dial);
    }

    [Fact]
    public async Task Hostname_ThatDoesNotResolve_GivesRecordedError()
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial("+15005550001");
        body["trunk"]!["hostname"] = "no-such-host.invalid";
        var (answer, dial) = await mock.DialAsync(body);

        RecordedResponseAssert.Same(Named("trunk name does not resolve"), await answer);
        Assert.Equal(0, dial.RingCount);
        AssertLeavesAsRecorded(Named("trunk name does not resolve"), dial);
    }

    [Theory]
    [InlineData("media", "SIP_MEDIA_ENCRYPT_REQUIRE", false)]
    [InlineData("media_encryption", "SIP_MEDIA_ENCRYPT_REQUIRE", false)]
    [InlineData("media", "SIP_MEDIA_ENCRYPT_ALLOW", true)]
    public async Task WithoutEncryption_DependsOnWhatTheCallRequires(string field, string encryption, bool answered)
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Phones[Number] = Phone.WithoutEncryption();
        var body = MockFixture.Dial(Number);
        body[field] = field == "media" ? new JsonObject { ["encryption"] = encryption } : encryption;
        var (answer, _) = await mock.DialAsync(body);

        if (answered)
        {
            Assert.Equal(200, (await answer).Status);
        }
        else
        {
            RecordedResponseAssert.Same(Named("encryption required, phone without"), await answer);
        }
    }

    [Theory]
    [InlineData("no answer, ringing_timeout 3s", "+15005550000", "3s", null, 3, DialEndReason.RingingTimeout)]
    [InlineData("trunk silent, ringing_timeout 4s", "+15005550011", "4s", null, 4, DialEndReason.RingingTimeout)]
    [InlineData("trunk silent, ringing_timeout 45s", "+15005550011", "45s", null, 32, DialEndReason.Failed)]
    [InlineData("X-Twirp-Timeout-Ms 2000 while ringing 30s", "+15005550000", "30s", "2000", 2, DialEndReason.ServerDeadline)]
    [InlineData("no ringing_timeout, no header, never answered", "+15005550000", null, null, 80, DialEndReason.ServerDeadline)]
    [InlineData("no ringing_timeout, no header, never answered", "+15005550000", "0s", "soon", 80, DialEndReason.ServerDeadline)]
    [InlineData("ringing_timeout 100s, header 102000", "+15005550000", "100s", "102000", 100, DialEndReason.RingingTimeout)]
    public async Task Timeout_WhenItsTimeHasCome_GivesRecordedError(
        string name,
        string number,
        string? ringing,
        string? header,
        int seconds,
        DialEndReason reason)
    {
        await using var mock = await MockFixture.StartAsync();
        var body = MockFixture.Dial(number);
        body["ringing_timeout"] = ringing;
        (string, string)[] headers = header is null ? [] : [("X-Twirp-Timeout-Ms", header)];
        var (answer, dial) = await mock.DialAsync(body, headers);

        mock.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Null(dial.End);
        mock.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(reason, dial.End!.Reason);
        RecordedResponseAssert.Same(Named(name), await answer);
        AssertLeavesAsRecorded(Named(name), dial);
    }

    /// <summary>Compares the end of the call with the webhook of the participant's leaving.</summary>
    private static void AssertLeavesAsRecorded(Recording recording, MockDial dial)
    {
        var webhook = recording.Entry["webhook"]!;
        Assert.Equal(
            ((string)webhook["disconnectReason"]!, (string)webhook["callStatus"]!),
            (dial.End!.DisconnectReason.ToString().ToUpperSnake(), dial.CallStatus));
    }

    private static Recording Named(string name) => Recording.Load(File).Single(recording => recording.Name == name);

    private static int? SipStatusOf(Recording recording)
        => (recording.ResponseBody as JsonObject)?["meta"]?["sip_status_code"] is { } code ? int.Parse((string)code!, CultureInfo.InvariantCulture) : null;

    private static string PhraseOf(Recording recording) => (string)recording.ResponseBody["meta"]!["sip_status"]!;

    private static JsonObject WithCredentials(string number, string username, string password)
    {
        var body = MockFixture.Dial(number);
        body["trunk"]!["auth_username"] = username;
        body["trunk"]!["auth_password"] = password;
        return body;
    }
}
