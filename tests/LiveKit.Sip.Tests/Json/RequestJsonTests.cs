using System.Globalization;
using System.Text;
using LiveKit.Protocol;
using LiveKit.Sip.Json;

namespace LiveKit.Sip.Tests.Json;

public sealed class RequestJsonTests
{
    [Fact]
    public void Parse_RequestWithEveryKindOfField_ReadsAll()
    {
        const string json = """
            {
              "sip_trunk_id": "ST_1", "sipCallTo": "+15005550123", "room_name": "r",
              "trunk": { "hostname": "sip.example.com", "transport": "SIP_TRANSPORT_TLS", "authUsername": "u", "auth_password": "p",
                         "headers_to_attributes": { "X-Id": "id" } },
              "participant_attributes": { "a.b": "1", "empty": "" }, "headers": {},
              "include_headers": 2, "ringing_timeout": "30s", "maxCallDuration": "1.500s", "krisp_enabled": true,
              "media": { "codecs": [ { "name": "PCMU", "rate": 8000 }, { "name": "opus", "rate": "48000" } ], "encryption": 2, "media_timeout": "0s" },
              "wait_until_answered": false, "display_name": "Ünï 😀 \ud83d\ude00 a\"b\\c\n", "destination": { "country": "US" }
            }
            """;

        var request = RequestParser.Parse<CreateSIPParticipantRequest>(json).Message;

        var expected = new CreateSIPParticipantRequest
        {
            SipTrunkId = "ST_1",
            SipCallTo = "+15005550123",
            RoomName = "r",
            Trunk = new SIPOutboundConfig
            {
                Hostname = "sip.example.com",
                Transport = SIPTransport.Tls,
                AuthUsername = "u",
                AuthPassword = "p",
                HeadersToAttributes = { ["X-Id"] = "id" },
            },
            ParticipantAttributes = { ["a.b"] = "1", ["empty"] = "" },
            IncludeHeaders = SIPHeaderOptions.SipAllHeaders,
            RingingTimeout = new() { Seconds = 30 },
            MaxCallDuration = new() { Seconds = 1, Nanos = 500_000_000 },
            KrispEnabled = true,
            Media = new SIPMediaConfig
            {
                Codecs = { new SIPCodec { Name = "PCMU", Rate = 8000 }, new SIPCodec { Name = "opus", Rate = 48000 } },
                Encryption = SIPMediaEncryption.SipMediaEncryptRequire,
                MediaTimeout = new(),
            },
            DisplayName = "Ünï 😀 😀 a\"b\\c\n",
            Destination = new Destination { Country = "US" },
        };
        Assert.Equal(expected, request);
    }

    [Theory]
    [InlineData("5s", 5, 0)]
    [InlineData("0s", 0, 0)]
    [InlineData("-5s", -5, 0)]
    [InlineData("+5s", 5, 0)]
    [InlineData("0.25s", 0, 250_000_000)]
    [InlineData(".25s", 0, 250_000_000)]
    [InlineData("-.5s", 0, -500_000_000)]
    [InlineData("1.s", 1, 0)]
    [InlineData("1.000000001s", 1, 1)]
    [InlineData("315576000000s", 315_576_000_000, 0)]
    public void Parse_Duration_IsRead(string text, long seconds, int nanos)
    {
        var request = RequestParser.Parse<CreateSIPParticipantRequest>($$"""{"ringing_timeout":"{{text}}"}""").Message;

        Assert.Equal((seconds, nanos), (request.RingingTimeout.Seconds, request.RingingTimeout.Nanos));
    }

    [Theory]
    [InlineData("8000", 8000u)]
    [InlineData("8000.0", 8000u)]
    [InlineData("8e3", 8000u)]
    [InlineData("\"8000\"", 8000u)]
    [InlineData("0", 0u)]
    [InlineData("-0", 0u)]
    [InlineData("0.0", 0u)]
    [InlineData("4294967295", uint.MaxValue)]
    public void Parse_WholeNumber_IsRead(string number, uint expected)
    {
        var codec = RequestParser.Parse<SIPCodec>($$"""{"rate":{{number}}}""").Message;

        Assert.Equal(expected, codec.Rate);
    }

    [Theory]
    [InlineData("9007199254740993", 9007199254740993)]
    [InlineData("\"-9223372036854775808\"", long.MinValue)]
    public void Parse_64BitNumber_KeepsEveryDigit(string number, long expected)
    {
        var transfer = RequestParser.Parse<SIPTransferInfo>($$"""{"transfer_initiated_at_ns":{{number}}}""").Message;

        Assert.Equal(expected, transfer.TransferInitiatedAtNs);
    }

    [Fact]
    public void Parse_Timestamp_IsRead()
    {
        var trunk = RequestParser.Parse<CreateSIPOutboundTrunkRequest>("""{"trunk":{"created_at":"2026-11-22T15:00:00.5Z"}}""").Message.Trunk;

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 15, 0, 0, 500, TimeSpan.Zero), trunk.CreatedAt.ToDateTimeOffset());
    }

    [Fact]
    public void Parse_EnumNumberThatNobodyKnows_IsKeptForTheServer()
    {
        var trunk = RequestParser.Parse<SIPOutboundConfig>("""{"transport":99}""").Message;

        Assert.Equal(99, (int)trunk.Transport);
    }

    [Fact]
    public void Parse_ExplicitDefaults_PresentNamesThem()
    {
        var parsed = RequestParser.Parse<CreateSIPParticipantRequest>(
            """{"waitUntilAnswered":false,"display_name":"","room_name":null,"trunk":{"hostname":"h"},"headers":{}}""");

        Assert.Equal(["display_name", "headers", "trunk", "wait_until_answered"], parsed.Present.Order(StringComparer.Ordinal));
        Assert.False(parsed.Message.WaitUntilAnswered);
        Assert.True(parsed.Message.HasDisplayName);
        Assert.Equal("", parsed.Message.DisplayName);
    }

    [Fact]
    public void Parse_NullFields_AreAbsent()
    {
        var parsed = RequestParser.Parse<CreateSIPParticipantRequest>(
            """{"display_name":null,"trunk":null,"headers":null,"krisp_enabled":null,"ringing_timeout":null,"media":{"codecs":null,"encryption":null},"include_headers":null}""");

        Assert.Equal(new CreateSIPParticipantRequest { Media = new SIPMediaConfig() }, parsed.Message);
        Assert.Equal(["media"], parsed.Present);
    }

    [Fact]
    public void Parse_OneofWithANullMember_TakesTheOther()
    {
        var update = RequestParser.Parse<UpdateSIPOutboundTrunkRequest>("""{"replace":null,"update":{"name":"n"}}""").Message;

        Assert.Equal("n", update.Update.Name);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(" \t\r\n{ \r\n } \n")]
    public void Parse_EmptyObject_IsAnEmptyRequest(string json)
    {
        var parsed = RequestParser.Parse<CreateSIPParticipantRequest>(json);

        Assert.Equal(new CreateSIPParticipantRequest(), parsed.Message);
        Assert.Empty(parsed.Present);
    }

    [Fact]
    public void Parse_Utf8_ReadsTheSameAsText()
    {
        const string json = """{"room_name":"Zürich 😀"}""";

        Assert.Equal(
            RequestParser.Parse<CreateSIPParticipantRequest>(json).Message,
            RequestParser.Parse<CreateSIPParticipantRequest>(Encoding.UTF8.GetBytes(json)).Message);
    }

    [Fact]
    public void Parse_NullText_Throws()
        => Assert.Throws<ArgumentNullException>(() => RequestParser.Parse<CreateSIPParticipantRequest>((string)null!));

    [Fact]
    public void Parse_ParsedRequest_ShowsNothingInItsText()
    {
        var parsed = RequestParser.Parse<SIPOutboundConfig>("""{"auth_password":"hunter2"}""");

        Assert.DoesNotContain("hunter2", Convert.ToString(parsed, CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
