using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Requests;

public sealed class DialRequestJsonTests
{
    private static readonly JsonFormatter CamelCase = new(JsonFormatter.Settings.Default);
    private static readonly JsonFormatter SnakeCase = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void FromJson_EveryFieldSet_LosesNothing(int alternative)
    {
        var message = (CreateSIPParticipantRequest)FilledMessages.Filled(CreateSIPParticipantRequest.Descriptor, alternative);

        foreach (var json in new[] { CamelCase.Format(message), SnakeCase.Format(message) })
        {
            Assert.Equal(message, DialRequest.FromJson(json).ToProto());
        }
    }

    [Theory]
    [InlineData("sip_trunk_id")]
    [InlineData("trunk")]
    [InlineData("sip_trunk_id trunk")]
    [InlineData("sip_number sip_trunk_id trunk")]
    [InlineData("display_name destination media")]
    public void FromJson_FieldsLeftOut_LosesNothing(string absent)
    {
        var message = (CreateSIPParticipantRequest)FilledMessages.Filled(CreateSIPParticipantRequest.Descriptor, alternative: 0);
        foreach (var field in absent.Split(' '))
        {
            CreateSIPParticipantRequest.Descriptor.FindFieldByName(field).Accessor.Clear(message);
        }

        Assert.Equal(message, DialRequest.FromJson(SnakeCase.Format(message)).ToProto());
    }

    [Theory]
    [InlineData("""{"trunk":{}}""")]
    [InlineData("""{"trunk":{},"sip_trunk_id":"ST_1"}""")]
    [InlineData("""{"destination":{},"media":{},"sip_request_uri":{},"sip_to_header":{},"sip_from_header":{}}""")]
    [InlineData("""{"display_name":""}""")]
    [InlineData("""{"play_ringtone":true}""")]
    [InlineData("""{"media_encryption":99}""")]
    [InlineData("""{"include_headers":99}""")]
    [InlineData("""{"ringing_timeout":"0s","max_call_duration":"-5s"}""")]
    public void FromJson_EmptyAndOddValues_LosesNothing(string json)
    {
        var expected = JsonParser.Default.Parse<CreateSIPParticipantRequest>(json);
        expected.WaitUntilAnswered = true;

        Assert.Equal(expected, DialRequest.FromJson(json).ToProto());
    }

    [Fact]
    public void FromJson_EveryFieldSet_FillsTheProperties()
    {
        var message = (CreateSIPParticipantRequest)FilledMessages.Filled(CreateSIPParticipantRequest.Descriptor, alternative: 0);
        message.SipTrunkId = "";

        var request = DialRequest.FromJson(CamelCase.Format(message));

        Assert.Equal("text-sip_call_to", request.To);
        Assert.Equal("a \"b\" \\ ü😀", request.DisplayName);
        Assert.Equal(TimeSpan.FromSeconds(11.5), request.RingingTimeout);
        Assert.Equal("value-headers", request.Headers["key-headers"]);
        var trunk = Assert.IsType<InlineTrunk>(request.Trunk);
        Assert.Equal("text-sip_number", trunk.From);
        Assert.Equal("text-auth_password", trunk.Password);
        Assert.Equal("value-headers_to_attributes", trunk.HeadersToAttributes["key-headers_to_attributes"]);
    }

    [Fact]
    public void FromJson_TrunkAndTrunkId_TakesTheIdAsTheServerDoes()
        => Assert.Equal("ST_1", Assert.IsType<StoredTrunk>(DialRequest.FromJson("""{"sip_trunk_id":"ST_1","trunk":{"hostname":"x"}}""").Trunk).TrunkId);

    [Fact]
    public void ToProto_TrunkTakenOutAfterwards_SendsNoneOfTheTextsTrunks()
    {
        var request = DialRequest.FromJson("""{"sip_trunk_id":"ST_1","trunk":{"hostname":"x"},"play_ringtone":true}""");
        request.Trunk = null;

        Assert.Equal(JsonParser.Default.Parse<CreateSIPParticipantRequest>("""{"play_ringtone":true,"wait_until_answered":true}"""), request.ToProto());
    }

    [Theory]
    [InlineData("{}", true)]
    [InlineData("""{"wait_until_answered":null}""", true)]
    [InlineData("""{"wait_until_answered":true}""", true)]
    [InlineData("""{"wait_until_answered":false}""", false)]
    [InlineData("""{"waitUntilAnswered":false}""", false)]
    public void FromJson_WaitUntilAnswered_IsTrueUnlessTheTextSaysFalse(string json, bool waits)
        => Assert.Equal(waits, DialRequest.FromJson(json).WaitUntilAnswered);

    [Theory]
    [InlineData("{}", null)]
    [InlineData("""{"display_name":null}""", null)]
    [InlineData("""{"display_name":""}""", "")]
    [InlineData("""{"display_name":"Test"}""", "Test")]
    [InlineData("""{"display_name":"\\\"Test\\\" \\\\"}""", "\"Test\" \\")]
    public void FromJson_DisplayName_IsPlainText(string json, string? plain) => Assert.Equal(plain, DialRequest.FromJson(json).DisplayName);

    [Fact]
    public void FromJsonFile_RequestFile_IsReadLikeItsText()
    {
        const string Json = """{"sip_call_to":"+15005550123","room_name":"ünï"}""";
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        try
        {
            File.WriteAllText(path, Json);
            Assert.Equal(DialRequest.FromJson(Json).ToProto(), DialRequest.FromJsonFile(path).ToProto());
        }
        finally
        {
            File.Delete(path);
        }

        Assert.Throws<FileNotFoundException>(() => DialRequest.FromJsonFile(path));
    }

    [Fact]
    public void FromJson_Null_Throws() => Assert.Throws<ArgumentNullException>(() => DialRequest.FromJson(null!));
}
