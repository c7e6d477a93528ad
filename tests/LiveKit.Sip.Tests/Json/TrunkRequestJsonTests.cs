using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Json;

/// <summary>The public reader of request files, with the file of <c>lk sip outbound create</c>.</summary>
public sealed class TrunkRequestJsonTests : IDisposable
{
    private const string Trunk = """
        {
          "trunk": {
            "name": "My trunk", "address": "my.pstn.example.com", "numbers": ["+15550100"],
            "auth_username": "alice", "authPassword": "secret", "transport": "SIP_TRANSPORT_TLS"
          }
        }
        """;

    private static readonly CreateSIPOutboundTrunkRequest Expected = new()
    {
        Trunk = new SIPOutboundTrunkInfo
        {
            Name = "My trunk",
            Address = "my.pstn.example.com",
            Numbers = { "+15550100" },
            AuthUsername = "alice",
            AuthPassword = "secret",
            Transport = SIPTransport.Tls,
        },
    };

    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Parse_TrunkOfTheCli_IsRead() => Assert.Equal(Expected, RequestJson.Parse<CreateSIPOutboundTrunkRequest>(Trunk));

    [Fact]
    public async Task ParseFile_TrunkOfTheCli_IsRead()
    {
        await File.WriteAllTextAsync(_file, Trunk, TestContext.Current.CancellationToken);

        Assert.Equal(Expected, RequestJson.ParseFile<CreateSIPOutboundTrunkRequest>(_file));
    }

    [Fact]
    public async Task ParseFile_ByteOrderMark_IsRefused()
    {
        await File.WriteAllBytesAsync(_file, [0xEF, 0xBB, 0xBF, .. "{}"u8], TestContext.Current.CancellationToken);

        Assert.Contains("byte order mark", Assert.Throws<RequestJsonException>(() => RequestJson.ParseFile<CreateSIPOutboundTrunkRequest>(_file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n  \"name\": \"bare\"\n}", "name", 2, 3)]
    [InlineData("{\"trunk\": {\"numbers\": \"+15550100\"}}", "trunk.numbers", 1, 23)]
    [InlineData("{\"trunk\": {\"transport\": \"udp\"}}", "trunk.transport", 1, 25)]
    [InlineData("{\"trunk\": {\"auth_password\": 12345}}", "trunk.auth_password", 1, 29)]
    [InlineData("{\"trunk\": {}, \"trunk\": {}}", "trunk", 1, 15)]
    public void Parse_NoSuchRequest_NamesFieldAndPositionOnly(string json, string path, int line, int column)
    {
        var refusal = Assert.Throws<RequestJsonException>(() => RequestJson.Parse<CreateSIPOutboundTrunkRequest>(json));

        Assert.Equal((path, line, column), (refusal.Path, refusal.Line, refusal.Column));
        Assert.DoesNotContain("12345", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("15550100", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_Null_Throws() => Assert.Throws<ArgumentNullException>(() => RequestJson.Parse<CreateSIPOutboundTrunkRequest>(null!));
}
