using System.Text;
using LiveKit.Protocol;
using LiveKit.Sip.Json;

namespace LiveKit.Sip.Tests.Json;

public sealed class RequestJsonRefusalTests
{
    [Theory]
    [InlineData("{\n  \"room_name\": \"r\",\n  \"no_such\": 1\n}", 3, 3, "no_such", "unknown field \"no_such\"")]
    [InlineData("""{"trunk":{"nope":1}}""", 1, 11, "trunk.nope", "unknown field \"nope\"")]
    [InlineData("""{"RoomName":"r"}""", 1, 2, "RoomName", "unknown field \"RoomName\"")]
    [InlineData("""{"":1}""", 1, 2, "", "unknown field \"\"")]
    [InlineData("""{"wait_until_answered":"true"}""", 1, 24, "wait_until_answered", "invalid value for bool field waitUntilAnswered: \"true\"")]
    [InlineData("""{"wait_until_answered":1}""", 1, 24, "wait_until_answered", "invalid value for bool field waitUntilAnswered: 1")]
    [InlineData("""{"krispEnabled":{}}""", 1, 17, "krisp_enabled", "invalid value for bool field krispEnabled: an object")]
    [InlineData("""{"room_name":5}""", 1, 14, "room_name", "invalid value for string field roomName: 5")]
    [InlineData("""{"room_name":true}""", 1, 14, "room_name", "invalid value for string field roomName: true")]
    [InlineData("""{"room_name":["r"]}""", 1, 14, "room_name", "invalid value for string field roomName: an array")]
    [InlineData("""{"trunk":"ST_1"}""", 1, 10, "trunk", "invalid value for message field trunk: \"ST_1\"")]
    [InlineData("""{"trunk":[]}""", 1, 10, "trunk", "invalid value for message field trunk: an array")]
    [InlineData("""{"ringing_timeout":30}""", 1, 20, "ringing_timeout", "invalid value for duration field ringingTimeout: 30 (write it as \"5s\")")]
    [InlineData("""{"ringing_timeout":{"seconds":30}}""", 1, 20, "ringing_timeout", "invalid value for duration field ringingTimeout: an object (write it as \"5s\")")]
    [InlineData("""{"media":{"media_timeout":"30"}}""", 1, 27, "media.media_timeout", "invalid value for duration field mediaTimeout: \"30\" (write it as \"5s\")")]
    [InlineData("""{"media":{"codecs":{}}}""", 1, 20, "media.codecs", "invalid value for list field codecs: an object")]
    [InlineData("""{"media":{"codecs":[{"rate":8000},null]}}""", 1, 35, "media.codecs[1]", "invalid value for message field codecs: null")]
    [InlineData("""{"media":{"codecs":[{"name":"a"},{"rate":-1}]}}""", 1, 42, "media.codecs[1].rate", "invalid value for uint32 field rate: -1")]
    [InlineData("""{"media":{"codecs":[{"rate":1.5}]}}""", 1, 29, "media.codecs[0].rate", "invalid value for uint32 field rate: 1.5")]
    [InlineData("""{"media":{"codecs":[{"rate":4294967296}]}}""", 1, 29, "media.codecs[0].rate", "invalid value for uint32 field rate: 42******96")]
    [InlineData("""{"media":{"codecs":[{"rate":"0x10"}]}}""", 1, 29, "media.codecs[0].rate", "invalid value for uint32 field rate: \"0x10\"")]
    [InlineData("""{"headers":[]}""", 1, 12, "headers", "invalid value for map field headers: an array")]
    [InlineData("""{"headers":{"X-Id":5}}""", 1, 20, "headers[\"X-Id\"]", "invalid value for string field headers: a number")]
    [InlineData("""{"headers":{"X-Id":null}}""", 1, 20, "headers[\"X-Id\"]", "invalid value for string field headers: null")]
    [InlineData("""{"headers":{"A":"1","A":"2"}}""", 1, 21, "headers[\"A\"]", "duplicate map key \"A\"")]
    [InlineData("""{"room_name":"a","room_name":"b"}""", 1, 18, "room_name", "duplicate field \"room_name\"")]
    [InlineData("""{"room_name":"a","roomName":"b"}""", 1, 18, "room_name", "duplicate field \"roomName\"")]
    [InlineData("""{"room_name":null,"room_name":"b"}""", 1, 19, "room_name", "duplicate field \"room_name\"")]
    [InlineData("""{"display_name":"Ünï😀","x":1}""", 1, 24, "x", "unknown field \"x\"")]
    [InlineData("""{"room_name":"\ud800"}""", 1, 14, "room_name", "the text is not valid Unicode")]
    [InlineData("""{"krisp_enabled":"\udc00"}""", 1, 18, "krisp_enabled", "the text is not valid Unicode")]
    [InlineData("""{"\ud800":1}""", 1, 2, "", "the text is not valid Unicode")]
    public void Parse_WrongField_IsRefusedWithPosition(string json, int line, int column, string path, string problem)
        => AssertRefused<CreateSIPParticipantRequest>(json, line, column, path, problem);

    [Fact]
    public void Parse_UnknownEnumName_NamesTheKnownOnes()
        => AssertRefused<CreateSIPParticipantRequest>(
            """{"trunk":{"transport":"tls"}}""",
            1,
            23,
            "trunk.transport",
            "invalid value for enum field transport: \"tls\" (one of SIP_TRANSPORT_AUTO, SIP_TRANSPORT_UDP, SIP_TRANSPORT_TCP, SIP_TRANSPORT_TLS)");

    [Theory]
    [InlineData("true")]
    [InlineData("\"1\"")]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("[]")]
    public void Parse_EnumOfAnotherType_IsRefused(string value)
        => Assert.StartsWith(
            "line 1, column 14: invalid value for enum field transport: ",
            Assert.Throws<RequestJsonException>(() => RequestParser.Parse<SIPOutboundConfig>($$"""{"transport":{{value}}}""")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Parse_OneofSetTwice_IsRefused()
        => AssertRefused<UpdateSIPOutboundTrunkRequest>(
            """{"replace":{},"update":{}}""", 1, 15, "update", "\"update\" cannot be set: oneof action is already set");

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5")]
    [InlineData("5m")]
    [InlineData("5 s")]
    [InlineData(" 5s")]
    [InlineData("5s ")]
    [InlineData("5S")]
    [InlineData("-s")]
    [InlineData("+-5s")]
    [InlineData("05s")]
    [InlineData("00s")]
    [InlineData("1e2s")]
    [InlineData("1,5s")]
    [InlineData("1.5.5s")]
    [InlineData("0.1234567891s")]
    [InlineData("315576000001s")]
    [InlineData("99999999999999999999s")]
    [InlineData("00:00:30")]
    [InlineData("٥s")]
    public void Parse_BadDuration_IsRefused(string text)
    {
        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>($$"""{"ringing_timeout":"{{text}}"}"""));

        Assert.Equal("ringing_timeout", error.Path);
        Assert.Contains("invalid value for duration field ringingTimeout", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2026-02-30T00:00:00Z\"")]
    [InlineData("1795356385")]
    [InlineData("{}")]
    public void Parse_BadTimestamp_IsRefused(string value)
        => Assert.Equal(
            "trunk.created_at",
            Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPOutboundTrunkRequest>($$$"""{"trunk":{"created_at":{{{value}}}}}""")).Path);

    [Theory]
    [InlineData("", 1, 1, "the text is empty; a JSON object is expected")]
    [InlineData(" \n ", 2, 2, "the text is empty; a JSON object is expected")]
    [InlineData("[]", 1, 1, "a JSON object is expected")]
    [InlineData("[{}]", 1, 1, "a JSON object is expected")]
    [InlineData("null", 1, 1, "a JSON object is expected")]
    [InlineData("5", 1, 1, "a JSON object is expected")]
    [InlineData("\"{}\"", 1, 1, "a JSON object is expected")]
    [InlineData("\uFEFF{}", 1, 1, "the text starts with a byte order mark")]
    [InlineData("{}{}", 1, 3, "there is something after the JSON object; only one object is allowed")]
    [InlineData("{}\n{}", 2, 1, "there is something after the JSON object; only one object is allowed")]
    [InlineData("{},", 1, 3, "there is something after the JSON object; only one object is allowed")]
    [InlineData("{}}", 1, 3, "there is something after the JSON object; only one object is allowed")]
    [InlineData("// who\n{}", 1, 1, "comments are not allowed")]
    [InlineData("{ /* who */ }", 1, 3, "comments are not allowed")]
    [InlineData("{} // who", 1, 4, "comments are not allowed")]
    [InlineData("{\"room_name\": /* who */ \"r\"}", 1, 15, "comments are not allowed")]
    [InlineData("{\"room_name\":\"r\",}", 1, 18, "trailing commas are not allowed")]
    [InlineData("{\"room_name\":\"r\",\n\n}", 3, 1, "trailing commas are not allowed")]
    [InlineData("{\"media\":{\"codecs\":[{},]}}", 1, 24, "trailing commas are not allowed")]
    [InlineData("{", 1, 2, "the text ends too early")]
    [InlineData("{\"room_name\"", 1, 13, "the text ends too early")]
    [InlineData("{\"room_name\":", 1, 14, "the text ends too early")]
    [InlineData("{\"room_name\":\"r\"", 1, 17, "the text ends too early")]
    [InlineData("{\"room_name\":\"r\",", 1, 17, "the text ends too early")]
    [InlineData("{\"trunk\":{\n\"hostname\":\"h\"\n", 3, 1, "the text ends too early")]
    [InlineData("{'room_name':'r'}", 1, 2, "invalid JSON: unexpected '")]
    [InlineData("{room_name:\"r\"}", 1, 2, "invalid JSON")]
    [InlineData("{\"room_name\":\"r\" \"x\":1}", 1, 18, "invalid JSON: unexpected \"")]
    [InlineData("{,}", 1, 2, "invalid JSON: unexpected ,")]
    [InlineData("{\"room_name\";\"r\"}", 1, 13, "invalid JSON: unexpected ;")]
    [InlineData("{\"room_name\":\"a\nb\"}", 1, 16, "line breaks and control characters inside a text must be escaped")]
    [InlineData("{\"krisp_enabled\":True}", 1, 18, "invalid JSON")]
    [InlineData("{\"ringing_timeout\":NaN}", 1, 20, "invalid JSON")]
    public void Parse_NoProperJson_IsRefusedWithPosition(string json, int line, int column, string problem)
    {
        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>(json));

        Assert.Equal($"line {line}, column {column}: {problem}", error.Message);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void Parse_CutAnywhere_IsRefusedAtTheEnd()
    {
        const string json = """{"room_name":"r","trunk":{"hostname":"h","transport":2},"media":{"codecs":[{"rate":1}]},"krisp_enabled":true}""";
        for (var length = 0; length < json.Length; length++)
        {
            var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>(json[..length]));

            Assert.Equal(1, error.Line);
            Assert.InRange(error.Column, 1, length + 1);
        }
    }

    [Fact]
    public void Parse_LoneSurrogateInText_IsRefusedWithPosition()
        => AssertRefused<CreateSIPParticipantRequest>("{\n\"room_name\":\"é\ud800\"}", 2, 15, "", "the text is not valid Unicode");

    [Fact]
    public void Parse_BrokenUtf8InText_IsRefusedWithPosition()
    {
        byte[] utf8 = [.. "{\"room_name\":\""u8, 0xC3, 0x28, .. "\"}"u8];

        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>(utf8));

        Assert.Equal("line 1, column 14: the text is not valid Unicode", error.Message);
    }

    [Fact]
    public void Parse_Utf16File_IsRefused()
    {
        byte[] utf16 = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("{}")];

        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<CreateSIPParticipantRequest>(utf16));

        Assert.Equal("line 1, column 1: invalid JSON", error.Message);
    }

    private static void AssertRefused<T>(string json, int line, int column, string path, string problem)
        where T : Google.Protobuf.IMessage<T>, new()
    {
        var error = Assert.Throws<RequestJsonException>(() => RequestParser.Parse<T>(json));

        Assert.Equal($"line {line}, column {column}: {problem}", error.Message);
        Assert.Equal((line, column, path), (error.Line, error.Column, error.Path));
        Assert.Null(error.InnerException);
    }
}
