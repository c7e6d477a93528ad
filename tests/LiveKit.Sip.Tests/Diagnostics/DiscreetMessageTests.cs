using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Tests.Calls.Requests;
using LiveKit.Sip.Tests.Protocol;
using LiveKit.Sip.Tests.Recorded;

namespace LiveKit.Sip.Tests.Diagnostics;

/// <summary>The text of LiveKit's messages, which ends up in logs and debuggers.</summary>
public sealed class DiscreetMessageTests
{
    private const string Number = "+15005550123";

    public static TheoryData<string> SecretFields() => [.. Fields("secret")];

    public static TheoryData<string> Messages() => [.. CompiledProtos.Files.SelectMany(static file => file.MessageTypes).Select(static message => message.FullName)];

    [Fact]
    public void Secrets_OfTheTable_AreMarkedInTheMessages()
    {
        Assert.Equal(8, SecretFields().Count);
        Assert.All(Fields("secret"), static field => Assert.True(FieldOf(field).GetOptions().DebugRedact));
    }

    [Fact]
    public void Messages_WithSecretOrPersonalFields_AreDiscreet()
        => Assert.All(
            Fields("secret").Concat(Fields("pii")).Select(static field => FieldOf(field).ContainingType).Distinct(),
            static message => Assert.True(typeof(IDiscreetMessage).IsAssignableFrom(message.ClrType), $"{message.Name} prints everything"));

    [Theory]
    [MemberData(nameof(SecretFields))]
    public void ToString_OfAMessageWithASecret_HidesItAndItsJsonDoesNot(string name)
    {
        var field = FieldOf(name);
        var message = FilledMessages.Filled(field.ContainingType, alternative: 0);
        field.Accessor.SetValue(message, "open sesame");

        Assert.DoesNotContain("sesame", message.ToString(), StringComparison.Ordinal);
        Assert.Contains($"\"{field.JsonName}\": \"****\"", message.ToString(), StringComparison.Ordinal);
        Assert.Contains("open sesame", JsonFormatter.Default.Format(message), StringComparison.Ordinal);
        Assert.Contains("open sesame", JsonFormatter.Default.Format(message), StringComparison.Ordinal);
    }

    // Requests and answers, webhooks and records: whatever a trunk or a room comes in.
    [Theory]
    [MemberData(nameof(Messages))]
    public void ToString_OfAnyMessage_ShowsNoSecretInside(string name)
    {
        var descriptor = CompiledProtos.Files.SelectMany(static file => file.MessageTypes).Single(message => message.FullName == name);
        for (var alternative = 0; alternative < 3; alternative++)
        {
            var text = FilledMessages.Filled(descriptor, alternative).ToString()!;

            // What FilledMessages puts into such fields.
            Assert.DoesNotContain("_password", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ToString_OfAListWithTrunks_HidesEachPassword()
    {
        var list = new ListSIPOutboundTrunkResponse { Items = { new SIPOutboundTrunkInfo { SipTrunkId = "ST_1", AuthPassword = "wonder" } } };

        Assert.DoesNotContain("wonder", list.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wonder", $"{list}", StringComparison.Ordinal);
        Assert.Contains("ST_1", list.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_OfMessagesWithNumbers_MasksThem()
    {
        IMessage[] messages =
        [
            new CreateSIPParticipantRequest { SipCallTo = Number, SipNumber = Number, ParticipantAttributes = { ["customer"] = Number }, SipToHeader = new SIPNamedDest { Raw = $"<sip:{Number}@host>" } },
            new SIPOutboundTrunkInfo { Numbers = { Number }, Metadata = $"{{\"number\":\"{Number}\"}}" },
            new SIPOutboundTrunkUpdate { Numbers = ListUpdate.SetTo(Number) },
            new ParticipantInfo { Identity = "sip_15005550123", Attributes = { ["sip.phoneNumber"] = Number } },
            new SIPUri { User = Number },
            new TransferSIPParticipantRequest { TransferTo = $"tel:{Number}" },
            new AgentDispatch { Metadata = Number },
        ];

        Assert.All(messages, static message =>
        {
            Assert.DoesNotContain("5005550123", message.ToString(), StringComparison.Ordinal);
            Assert.Contains("5005550123", JsonFormatter.Default.Format(message), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void ToString_OfADiscreetMessage_SaysTheRestLikeJson()
    {
        var trunk = new SIPOutboundTrunkInfo
        {
            SipTrunkId = "ST_1",
            Name = "a \"b\"",
            Numbers = { "*", Number },
            Headers = { ["X-A"] = "1" },
            Transport = SIPTransport.Tls,
            Media = new SIPMediaConfig { OnlyListedCodecs = true, MediaTimeout = new Duration { Seconds = 3 }, Encryption = SIPMediaEncryption.SipMediaEncryptDisable },
            CreatedAt = new Timestamp { Seconds = 1_800_000_000 },
        };

        Assert.Equal(
            "{ \"sipTrunkId\": \"ST_1\", \"name\": \"a \\\"b\\\"\", \"transport\": \"SIP_TRANSPORT_TLS\", \"numbers\": [ \"*\", \"+15*******23\" ], "
            + "\"headers\": { \"X-A\": \"1\" }, \"createdAt\": \"2027-01-15T08:00:00Z\", "
            + "\"media\": { \"onlyListedCodecs\": true, \"encryption\": \"SIP_MEDIA_ENCRYPT_DISABLE\", \"mediaTimeout\": \"3s\" } }",
            trunk.ToString());
        Assert.Equal("{ }", new SIPOutboundTrunkInfo().ToString());
    }

    [Fact]
    public void ToString_OfContentOfAnUnknownType_NamesTheTypeOnly()
    {
        var record = new SIPCallInfo { CallContext = { Any.Pack(new StringValue { Value = "open sesame" }) }, CreatedAtNs = 5 };

        Assert.Equal("{ \"createdAtNs\": \"5\", \"callContext\": [ \"type.googleapis.com/google.protobuf.StringValue\" ] }", record.ToString());
    }

    private static IEnumerable<string> Fields(string note)
        => Recordings.Table("schema.tsv", "file\tkind\ttype\tname\tnumber\tfield_type\tlabel\toneof\tnotes")
            .Select(static line => line.Split('\t'))
            .Where(cells => cells[8].Split([',', ';'], StringSplitOptions.TrimEntries).Contains(note, StringComparer.Ordinal))
            .Select(static cells => $"{cells[2]}.{cells[3]}");

    private static FieldDescriptor FieldOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return CompiledProtos.Files.SelectMany(static file => file.MessageTypes).Single(message => message.FullName == name[..dot]).FindFieldByName(name[(dot + 1)..]);
    }
}
