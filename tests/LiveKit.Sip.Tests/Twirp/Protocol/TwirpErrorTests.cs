using System.Text;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Twirp.Protocol;

public sealed class TwirpErrorTests
{
    [Theory]
    [InlineData("""{"code":"not_found","msg":"no \"room\"","meta":{"a":"1","b":"\u00fc"}}""")]
    [InlineData("""{"meta":{"b":"ü","a":"1"},"msg":"no \"room\"","code":"not_found"}""")]
    [InlineData("""{ "msg" : "no \"room\"" , "code" : "not_found", "meta":{"a":"1","b":"ü"} }  """)]
    [InlineData("""{"other":{"code":"x","meta":{}},"msg":"no \"room\"","list":[{"code":"y"}],"meta":{"a":"1","b":"ü"},"code":"not_found"}""")]
    public void Read_MembersInAnyOrder_GivesThemAll(string json)
    {
        var error = Read(404, json);

        Assert.Equal(("not_found", "no \"room\"", true), (error.Code, error.Message, error.IsTwirp));
        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "1", ["b"] = "ü" }, error.Metadata);
    }

    [Theory]
    [InlineData("""{"code":"canceled","msg":""}""", "canceled", "")]
    [InlineData("""{"code":"canceled","msg":"m"}""", "canceled", "m")]
    [InlineData("""{"code":"canceled","msg":"m","meta":null}""", "canceled", "m")]
    [InlineData("""{"code":"canceled","msg":"m","meta":{}}""", "canceled", "m")]
    [InlineData("""{"code":"canceled","msg":"m","meta":[1,{"a":2}]}""", "canceled", "m")]
    [InlineData("""{"code":"brand_new","msg":"m"}""", "brand_new", "m")]
    [InlineData("""{"code":"dataloss","msg":"m"}""", "data_loss", "m")]
    [InlineData("""{"code":"data_loss","msg":"m"}""", "data_loss", "m")]
    [InlineData("""{"code":"not_found","code":"canceled","msg":"l","msg":"m"}""", "canceled", "m")]
    public void Read_WithoutMetadata_GivesCodeAndMessage(string json, string code, string message)
    {
        var error = Read(500, json);

        Assert.Equal((code, message, true), (error.Code, error.Message, error.IsTwirp));
        Assert.Empty(error.Metadata);
    }

    [Fact]
    public void Read_ByteOrderMarkBeforeTheJson_IsReadOver()
    {
        var error = TwirpError.Read(412, [0xEF, 0xBB, 0xBF, .. "{\"code\":\"failed_precondition\",\"msg\":\"m\",\"meta\":{\"sip_status_code\":\"486\"}}"u8]);

        Assert.True(error.IsTwirp);
        Assert.Equal(("failed_precondition", "m", "486"), (error.Code, error.Message, error.Metadata["sip_status_code"]));
    }

    [Fact]
    public void Read_MetadataThatIsNoText_IsKeptAsItStands()
    {
        var error = Read(429, """{"code":"resource_exhausted","msg":"","meta":{"sip_status_code":486,"deep":{"a":[1,"}"]},"no":false,"sip_status":"Busy"}}""");

        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["sip_status_code"] = "486", ["deep"] = """{"a":[1,"}"]}""", ["no"] = "false", ["sip_status"] = "Busy" },
            error.Metadata);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"unavailable\"")]
    [InlineData("""[{"code":"unavailable","msg":"m"}]""")]
    [InlineData("""{"msg":"m"}""")]
    [InlineData("""{"code":""}""")]
    [InlineData("""{"code":14,"msg":"m"}""")]
    [InlineData("""{"code":null,"msg":"m"}""")]
    [InlineData("""{"code":"canceled","msg":"m" """)]
    [InlineData("""{"code":"canceled","msg":"m","meta":{"a":"b" """)]
    [InlineData("""{"code":"canceled","msg":"m","meta":{"a":{"b":1 """)]
    [InlineData("""{"code":"canceled","msg":"m"}}""")]
    [InlineData("""{"code":"canceled","msg":"m"}{"code":"x"}""")]
    [InlineData("""{"code":"canceled","msg":"m"} trailing""")]
    [InlineData("""{"code":"canceled","msg":"\ud800"}""")]
    [InlineData("""{"code":"canceled",}""")]
    [InlineData("<html>{\"code\":\"canceled\"}</html>")]
    public void Read_NoTwirpError_GoesByTheHttpStatusAndKeepsTheBody(string body)
    {
        var error = Read(503, body);

        Assert.Equal(("unavailable", body, false), (error.Code, error.Message, error.IsTwirp));
        Assert.Empty(error.Metadata);
    }

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreNoTwirpError()
    {
        byte[] body = [.. "{\"code\":\"canceled\",\"msg\":\""u8, 0xff, 0xfe, .. "\"}"u8];

        var error = TwirpError.Read(502, body);

        Assert.Equal(("unavailable", false), (error.Code, error.IsTwirp));
    }

    [Theory]
    [InlineData("""{"code":"canceled","msg":"m"}""", true)]
    [InlineData("\ufeff{\"code\":\"canceled\",\"msg\":\"m\"}", true)]
    [InlineData("""{"code":"canceled","msg":""}""", true)]
    [InlineData("""{"code":"canceled"}""", false)]
    [InlineData("""{"code":"canceled","msg":null}""", false)]
    [InlineData("""{"code":"canceled","msg":{"text":"m"}}""", false)]
    [InlineData("""{"code":"","msg":"m"}""", false)]
    [InlineData("""["canceled"]""", false)]
    [InlineData("", false)]
    public void Read_Body_DecidesWhoSpeaks(string body, bool isTwirp)
        => Assert.Equal(isTwirp, Read(500, body).IsTwirp);

    [Theory]
    [InlineData(1023, 1023)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 1024)]
    [InlineData(60_000, 1024)]
    public void Read_LongForeignBody_KeepsAKibibyte(int length, int kept)
        => Assert.Equal(new string('x', kept), TwirpError.Read(502, Encoding.UTF8.GetBytes(new string('x', length))).Message);

    [Fact]
    public void Read_LongForeignBodyCutInsideACharacter_KeepsWholeCharacters()
        => Assert.Equal(
            "x" + new string('ü', 511),
            TwirpError.Read(502, Encoding.UTF8.GetBytes("x" + new string('ü', 1000))).Message);

    [Fact]
    public void Read_LongTwirpMessage_IsKeptWhole()
        => Assert.Equal(5000, Read(500, $$"""{"code":"unknown","msg":"{{new string('x', 5000)}}"}""").Message.Length);

    [Theory]
    [InlineData(300, "internal")]
    [InlineData(302, "internal")]
    [InlineData(308, "internal")]
    [InlineData(399, "internal")]
    [InlineData(400, "internal")]
    [InlineData(401, "unauthenticated")]
    [InlineData(402, "unknown")]
    [InlineData(403, "permission_denied")]
    [InlineData(404, "bad_route")]
    [InlineData(405, "unknown")]
    [InlineData(408, "unknown")]
    [InlineData(412, "unknown")]
    [InlineData(415, "unknown")]
    [InlineData(429, "resource_exhausted")]
    [InlineData(451, "unknown")]
    [InlineData(500, "unknown")]
    [InlineData(501, "unknown")]
    [InlineData(502, "unavailable")]
    [InlineData(503, "unavailable")]
    [InlineData(504, "unavailable")]
    [InlineData(505, "unknown")]
    [InlineData(201, "unknown")]
    [InlineData(204, "unknown")]
    public void Read_ForeignAnswer_GetsTheCodeOfTwirpsSpecification(int httpStatus, string code)
        => Assert.Equal(code, TwirpError.Read(httpStatus, "<html>"u8).Code);

    private static TwirpError Read(int httpStatus, string body) => TwirpError.Read(httpStatus, Encoding.UTF8.GetBytes(body));
}
