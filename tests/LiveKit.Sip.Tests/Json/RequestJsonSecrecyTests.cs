using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Json;

namespace LiveKit.Sip.Tests.Json;

public sealed class RequestJsonSecrecyTests
{
    [Theory]
    [InlineData("""{"trunk":{"auth_password":48151623}}""", "4815", "invalid value for string field authPassword: a number")]
    [InlineData("""{"trunk":{"auth_password":{"x":"4815"}}}""", "4815", "invalid value for string field authPassword: an object")]
    [InlineData("""{"trunk":{"auth_password":true}}""", "true", "invalid value for string field authPassword: a boolean")]
    [InlineData("""{"trunk":{"auth_password":4815x}}""", "4815", "invalid JSON")]
    [InlineData("""{"trunk":{"auth_password":troo}}""", "troo", "invalid JSON")]
    [InlineData("""{"sip_call_to":911}""", "911", "invalid value for string field sipCallTo: a number")]
    [InlineData("""{"sip_number":911}""", "911", "invalid value for string field sipNumber: a number")]
    [InlineData("""{"to_user_override":911}""", "911", "invalid value for string field toUserOverride: a number")]
    [InlineData("""{"headers":{"Authorization":1234}}""", "1234", "invalid value for string field headers: a number")]
    [InlineData("""{"headers":"token"}""", "token", "invalid value for map field headers: a text")]
    [InlineData("""{"krisp_enabled":"+15005550123"}""", "5005550123", "invalid value for bool field krispEnabled: \"+15*******23\"")]
    [InlineData("""{"krisp_enabled":"\u002b1500555\u00301\u00323"}""", "5550", "invalid value for bool field krispEnabled: \"+15*******23\"")]
    [InlineData("""{"room_name":15005550123}""", "5005550123", "invalid value for string field roomName: 15*******23")]
    [InlineData("""{"+15005550123":1}""", "5005550123", "unknown field \"+15*******23\"")]
    [InlineData("""{"headers":{"+15005550123":5}}""", "5005550123", "invalid value for string field headers: a number")]
    public void Parse_WrongSecretOrNumber_IsNotShown(string json, string hidden, string shown)
        => AssertHidden<CreateSIPParticipantRequest>(json, hidden, shown);

    [Theory]
    [InlineData("""{"trunk":{"numbers":["+15550100",911]}}""", "911", "invalid value for string field numbers: a number")]
    [InlineData("""{"trunk":{"numbers":"911"}}""", "911", "invalid value for list field numbers: a text")]
    [InlineData("""{"trunk":{"auth_password":5555}}""", "5555", "invalid value for string field authPassword: a number")]
    public void Parse_WrongSecretOrNumberOfATrunk_IsNotShown(string json, string hidden, string shown)
        => AssertHidden<CreateSIPOutboundTrunkRequest>(json, hidden, shown);

    [Fact]
    public void Parse_WrongPinOfADispatchRule_IsNotShown()
        => AssertHidden<CreateSIPDispatchRuleRequest>(
            """{"dispatch_rule":{"rule":{"dispatch_rule_direct":{"room_name":"lobby","pin":4815}}}}""",
            "4815",
            "invalid value for string field pin: a number");

    // A quotation mark that is missing or escaped makes the value a part of the name.
    [Theory]
    [InlineData("""{"auth_password\": \"hunter2":1}""", "unknown field \"auth_password…\"")]
    [InlineData("""{"authPassword: hunter2":1}""", "unknown field \"auth_password…\"")]
    [InlineData("""{"auth_password=hunter2":1}""", "unknown field \"auth_password…\"")]
    [InlineData("""{"hostname\":\"h\",\"auth_password\":\"hunter2":1}""", "unknown field \"hostname…\"")]
    [InlineData("""{"hunter2":"auth_password"}""", NotShown)]
    [InlineData("""{"user hunter2":1}""", NotShown)]
    [InlineData("""{"http://user:hunter2@host":1}""", NotShown)]
    [InlineData("""{"auth_password_hunter":1}""", "unknown field \"…password…\"")]
    [InlineData("""{"hunter_password":1}""", "unknown field \"…password…\"")]
    [InlineData("""{"sip_auth_password":1}""", "unknown field \"sip_auth_password\"")]
    [InlineData("""{"auth_pasword":1}""", "unknown field \"auth_pasword\"")]
    [InlineData("""{"\u202ehunter":1}""", NotShown)]
    public void Parse_PasswordInsideAFieldsName_IsNotShown(string fields, string shown)
        => AssertHidden<CreateSIPParticipantRequest>($$"""{"trunk":{{fields}}}""", shown.Contains("hunter", StringComparison.Ordinal) ? "\u202e" : "hunter", shown);

    [Fact]
    public void Parse_KeyWithWhatCannotBeSeen_IsEscaped()
    {
        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>("""{"headers":{"a\u202eb\u200b😀\"":5}}"""));

        Assert.Equal("headers[\"a\\u202Eb\\u200B😀…\"]", error.Path);
    }

    [Theory]
    [InlineData("""{"headers":{"Authorization\":\"hunter2":5}}""")]
    [InlineData("""{"headers":{"Authorization: hunter2":5}}""")]
    public void Parse_ValueInsideAMapsKey_IsNotShown(string json)
        => Assert.Equal("headers[\"Authorization…\"]", Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>(json)).Path);

    [Fact]
    public void Parse_LongValue_IsShortened()
    {
        var json = $$"""{"krisp_enabled":"{{new string('x', 39)}}😀yz"}""";

        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>(json));

        Assert.EndsWith($"krispEnabled: \"{new string('x', 39)}…\"", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_ValueOnSeveralLines_IsShownOnOne()
    {
        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>("""{"krisp_enabled":"a\r\nb\u0007"}"""));

        Assert.EndsWith("krispEnabled: \"a\\r\\nb\\u0007\"", error.Message, StringComparison.Ordinal);
    }

    private const string NotShown = "unknown field (not shown, because it is no field's name and may hold a secret)";

    private static void AssertHidden<T>(string json, string hidden, string shown)
        where T : IMessage<T>, new()
    {
        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<T>(json));

        Assert.EndsWith(": " + shown, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, error.Path, StringComparison.Ordinal);
    }
}
