using System.Text;
using System.Text.Json.Nodes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>The mock reads JSON as LiveKit's server does, which uses Go's protojson and drops what it does not know.</summary>
public sealed class JsonRequestTests
{
    private const string Dial = "SIP/CreateSIPParticipant";

    [Theory]
    [InlineData(""" "ringing_timeout":"+5s" """, 5.0)]
    [InlineData(""" "ringingTimeout":"5.s" """, 5.0)]
    [InlineData(""" "ringing_timeout":".5s" """, 0.5)]
    [InlineData(""" "ringing_timeout":"+0.25s" """, 0.25)]
    [InlineData(""" "ringing_timeout":null """, null)]
    public async Task Duration_InAnyFormOfGo_IsTaken(string member, double? seconds)
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = await DialAsync(mock, member);

        Assert.Equal(200, answer.Status);
        Assert.Equal(seconds, Sent<CreateSIPParticipantRequest>(mock).RingingTimeout?.ToTimeSpan().TotalSeconds);
    }

    [Theory]
    [InlineData(""" "include_headers":"SIP_NO_SUCH_HEADERS" """)]
    [InlineData(""" "no_such_field":{"a":[1,2]} """)]
    [InlineData(""" "media":{"codecs":[],"encryption":"SIP_MEDIA_ENCRYPT_NEW"} """)]
    public async Task Name_ThatIsUnknown_IsDropped(string member)
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = await DialAsync(mock, member);

        Assert.Equal(200, answer.Status);
        Assert.Equal(SIPHeaderOptions.SipNoHeaders, Sent<CreateSIPParticipantRequest>(mock).IncludeHeaders);
    }

    [Fact]
    public async Task Enum_UnknownInAList_IsLeftOutOfTheList()
    {
        await using var mock = await MockFixture.StartAsync();
        await mock.Caller.SendAsync(
            "POST",
            "/twirp/livekit.RoomService/UpdateParticipant",
            Jwt.Sign(mock.Server, Jwt.RoomAdmin("room"), mock.Clock),
            MockCaller.Json,
            Encoding.UTF8.GetBytes("""{"room":"room","permission":{"can_publish_sources":["CAMERA","HOLOGRAM","MICROPHONE"]}}"""));

        Assert.Equal([TrackSource.Camera, TrackSource.Microphone], Sent<UpdateParticipantRequest>(mock).Permission.CanPublishSources);
    }

    [Theory]
    [InlineData("-_8=")]
    [InlineData("-_8")]
    [InlineData("+/8=")]
    [InlineData("+/8")]
    public async Task Bytes_PaddedOrNotAndInEitherAlphabet_AreTaken(string data)
    {
        await using var mock = await MockFixture.StartAsync();
        await SendDataAsync(mock, data);

        Assert.Equal([0xfb, 0xff], Sent<SendDataRequest>(mock).Data.ToByteArray());
    }

    [Theory]
    [InlineData("+_8=")]
    [InlineData("%%%%")]
    [InlineData("A")]
    public async Task Bytes_ThatAreNoBase64_AreRefused(string data)
    {
        await using var mock = await MockFixture.StartAsync();

        Assert.Equal("malformed", (await SendDataAsync(mock, data)).Code);
    }

    [Theory]
    [InlineData(""" "dtmf":"1","dtmf":"2" """)]
    [InlineData(""" "participant_name":"a","participantName":"b" """)]
    [InlineData(""" "ringing_timeout":"5s","ringingTimeout":null """)]
    [InlineData(""" "headers":{"X-A":"1","X-A":"2"} """)]
    [InlineData(""" "media":{"only_listed_codecs":true,"onlyListedCodecs":true} """)]
    [InlineData(""" "ringing_timeout":"05s" """)]
    [InlineData(""" "ringing_timeout":"++5s" """)]
    [InlineData(""" "ringing_timeout":"5" """)]
    [InlineData(""" "ringing_timeout":5 """)]
    [InlineData(""" "include_headers":true """)]
    [InlineData(""" "dtmf":"\ud800" """)]
    [InlineData(""" "wait_until_answered":"true" """)]
    [InlineData(""" "dtmf":"1", """)]
    public async Task Member_ThatGoRefuses_IsRefused(string member)
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = await DialAsync(mock, member);

        Assert.Equal((400, "malformed", "the json request could not be decoded"), (answer.Status, answer.Code, answer.Message));
        Assert.Empty(mock.Server.Dials);
    }

    [Fact]
    public async Task Oneof_WithTwoMembers_IsRefused()
    {
        await using var mock = await MockFixture.StartAsync();
        var answer = await PostAsync(
            mock,
            "SIP/CreateSIPDispatchRule",
            """{"dispatch_rule":{"rule":{"dispatch_rule_direct":{"room_name":"a"},"dispatchRuleIndividual":{"room_prefix":"b"}}}}""");

        Assert.Equal("malformed", answer.Code);
    }

    private static T Sent<T>(MockFixture mock) => Assert.IsType<T>(mock.Server.Requests[0].Message);

    private static Task<CallerResponse> DialAsync(MockFixture mock, string member)
        => PostAsync(
            mock,
            Dial,
            $$"""{"sip_call_to":"+15005550001","room_name":"r","sip_number":"+1","trunk":{"hostname":"h"},"wait_until_answered":true,{{member}}}"""
                .Replace("\"wait_until_answered\":true, \"wait", " \"wait", StringComparison.Ordinal));

    private static Task<CallerResponse> SendDataAsync(MockFixture mock, string data)
    {
        mock.Server.AddParticipant("room", new ParticipantInfo { Identity = "p" });
        return mock.Caller.SendAsync(
            "POST",
            "/twirp/livekit.RoomService/SendData",
            Jwt.Sign(mock.Server, Jwt.RoomAdmin("room"), mock.Clock),
            MockCaller.Json,
            Encoding.UTF8.GetBytes($$"""{"room":"room","data":"{{data}}"}"""));
    }

    private static Task<CallerResponse> PostAsync(MockFixture mock, string method, string json)
        => mock.Caller.SendAsync(
            "POST",
            "/twirp/livekit." + method,
            Jwt.Sign(mock.Server, new JsonObject { ["sip"] = new JsonObject { ["call"] = true, ["admin"] = true } }, mock.Clock),
            MockCaller.Json,
            Encoding.UTF8.GetBytes(json));
}
