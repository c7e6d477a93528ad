using System.Collections;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Messages;
using LiveKit.Sip.Tests.Protocol;
using LiveKit.Sip.Tests.Recorded;
using LiveKit.Sip.Tests.Requests;

namespace LiveKit.Sip.Tests.Diagnostics;

/// <summary>The text of LiveKit's messages, which ends up in logs and debuggers.</summary>
public sealed class DiscreetMessageTests
{
    private const string Number = "+15005550123";

    // Text of these names says nothing about a person; ids are LiveKit's own.
    private static readonly string[] HarmlessNames =
    [
        "id", "sid", "mid", "cid", "rid", "sdp_cid", "region", "url", "event", "mime", "mime_type", "fmtp_line", "stream", "audio_codec", "media_encryption",
        "city", "country", "custom", "include", "exclude", "room_preset",
    ];

    private static readonly string[] HarmlessFields = ["livekit.SIPCodec.name", "livekit.ProviderInfo.name", "livekit.DataTrackSchemaId.name"];

    public static TheoryData<string> SecretFields() => [.. Fields("secret")];

    public static TheoryData<string> TellingFields() => [.. TextFields().Where(static field => !IsIdempotent(field)).Select(static field => field.FullName)];

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
            Assert.DoesNotContain("text-pin", text, StringComparison.Ordinal);
        }
    }

    // By the field's name, so that a message of a later LiveKit is not forgotten: what is not known to be harmless may hold a phone number.
    [Theory]
    [MemberData(nameof(TellingFields))]
    public void ToString_OfAMessageWithANumberInAnyText_MasksIt(string name)
    {
        var field = FieldOf(name);
        var message = field.ContainingType.Parser.ParseFrom(ByteString.Empty);
        if (field.IsMap)
        {
            ((IDictionary)field.Accessor.GetValue(message)).Add("key", Number);
        }
        else if (field.IsRepeated)
        {
            ((IList)field.Accessor.GetValue(message)).Add(Number);
        }
        else
        {
            field.Accessor.SetValue(message, Number);
        }

        Assert.DoesNotContain("5005550123", message.ToString(), StringComparison.Ordinal);
        Assert.Contains("5005550123", JsonFormatter.Default.Format(message), StringComparison.Ordinal);
    }

    [Fact]
    public void TellingFields_Found_HoldIdentitiesRoomsPayloadsAndPhrases()
    {
        var names = TextFields().Where(static field => !IsIdempotent(field)).Select(static field => field.FullName).ToList();

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "livekit.MuteRoomTrackRequest.identity",
                "livekit.SendDataRequest.destination_identities",
                "livekit.PerformRpcRequest.payload",
                "livekit.PerformRpcResponse.payload",
                "livekit.SIPStatus.status",
                "livekit.JobState.participant_identity",
                "livekit.ListRoomsRequest.names",
                "livekit.SIPDispatchRuleDirect.room_name",
                "livekit.SIPDispatchRuleDirect.pin",
            },
            names.ToHashSet(StringComparer.Ordinal));
        Assert.All(HarmlessFields, static field => Assert.True(IsIdempotent(FieldOf(field))));
    }

    [Theory]
    [InlineData("call-_+15005550123_aBcD")]
    [InlineData("outbound_15005550123")]
    [InlineData("sip_+15005550123")]
    public void ToString_OfARoomNamedAfterANumber_MasksIt(string room)
        => Assert.DoesNotContain("5005550123", new DeleteRoomRequest { Room = room }.ToString(), StringComparison.Ordinal);

    [Fact]
    public void ToString_OfADispatchRule_HidesThePin()
    {
        var rule = new SIPDispatchRuleInfo { Rule = new SIPDispatchRule { DispatchRuleDirect = new SIPDispatchRuleDirect { RoomName = "lobby", Pin = "4815" } } };

        Assert.Equal("{ \"rule\": { \"dispatchRuleDirect\": { \"roomName\": \"lobby\", \"pin\": \"****\" } } }", rule.ToString());
        Assert.Contains("4815", JsonFormatter.Default.Format(rule), StringComparison.Ordinal);
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

    private static IEnumerable<FieldDescriptor> TextFields()
        => CompiledProtos.Files
            .SelectMany(static file => file.MessageTypes)
            .SelectMany(static message => message.Fields.InDeclarationOrder())
            .Where(static field => field.FieldType == FieldType.String || field.IsMap);

    private static bool IsIdempotent(FieldDescriptor field)
        => HarmlessNames.Contains(field.Name)
            || HarmlessFields.Contains(field.FullName)
            || new[] { "_id", "_ids", "_sid", "_sids" }.Any(end => field.Name.EndsWith(end, StringComparison.Ordinal));

    private static FieldDescriptor FieldOf(string name)
    {
        var dot = name.LastIndexOf('.');
        return CompiledProtos.Files.SelectMany(static file => file.MessageTypes).Single(message => message.FullName == name[..dot]).FindFieldByName(name[(dot + 1)..]);
    }
}
