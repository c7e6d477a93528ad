using System.Reflection;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Requests;

/// <summary>Every property reaches the wire, and every field has a property.</summary>
public sealed class DialRequestFieldTests
{
    private const string Inline = "trunk.";

    // Property to field; a trunk's own properties below.
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["To"] = "sip_call_to",
        ["RoomName"] = "room_name",
        ["From"] = "sip_number",
        ["ParticipantIdentity"] = "participant_identity",
        ["ParticipantName"] = "participant_name",
        ["ParticipantMetadata"] = "participant_metadata",
        ["ParticipantAttributes"] = "participant_attributes",
        ["DisplayName"] = "display_name",
        ["RingingTimeout"] = "ringing_timeout",
        ["MaxCallDuration"] = "max_call_duration",
        ["Dtmf"] = "dtmf",
        ["PlayDialtone"] = "play_dialtone",
        ["KrispEnabled"] = "krisp_enabled",
        ["HidePhoneNumber"] = "hide_phone_number",
        ["Headers"] = "headers",
        ["IncludeHeaders"] = "include_headers",
        ["Media"] = "media",
        ["Destination"] = "destination",
        ["ToUserOverride"] = "to_user_override",
        ["RequestUri"] = "sip_request_uri",
        ["ToHeader"] = "sip_to_header",
        ["FromHeader"] = "sip_from_header",
        ["WaitUntilAnswered"] = "wait_until_answered",
        ["Trunk"] = "trunk",
    };

    private static readonly Dictionary<string, string> InlineFields = new(StringComparer.Ordinal)
    {
        ["Hostname"] = "hostname",
        ["DestinationCountry"] = "destination_country",
        ["Transport"] = "transport",
        ["Username"] = "auth_username",
        ["Password"] = "auth_password",
        ["HeadersToAttributes"] = "headers_to_attributes",
        ["AttributesToHeaders"] = "attributes_to_headers",
        ["FromHost"] = "from_host",
    };

    public static TheoryData<string> Properties() => [.. Fields.Keys.Where(property => property != "Trunk")];

    public static TheoryData<string> InlineProperties() => [.. InlineFields.Keys];

    [Fact]
    public void Properties_OfDialRequest_AreThoseOfThisTest()
    {
        Assert.Equal(PropertiesOf(typeof(DialRequest)), Fields.Keys.Order());
        Assert.Equal(PropertiesOf(typeof(InlineTrunk)), InlineFields.Keys.Append("From").Order());
        Assert.Equal(PropertiesOf(typeof(StoredTrunk)), ["From", "TrunkId"]);
    }

    [Fact]
    public void Fields_NotDeprecated_HaveAPropertyEach()
    {
        Assert.Equal(CurrentFieldsOf(CreateSIPParticipantRequest.Descriptor), Fields.Values.Append("sip_trunk_id").Order());
        Assert.Equal(CurrentFieldsOf(SIPOutboundConfig.Descriptor), InlineFields.Values.Order());
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void ToProto_OnePropertySet_ChangesItsFieldAlone(string property)
    {
        var request = new DialRequest();
        var value = Change(request, property);

        var message = request.ToProto();

        Assert.Equal([Fields[property]], Differences(new DialRequest().ToProto(), message));
        AssertHolds(value, CreateSIPParticipantRequest.Descriptor.FindFieldByName(Fields[property]).Accessor.GetValue(message));
    }

    [Theory]
    [MemberData(nameof(InlineProperties))]
    public void ToProto_OnePropertyOfAnInlineTrunkSet_ChangesItsFieldAlone(string property)
    {
        var trunk = new InlineTrunk();
        var value = Change(trunk, property);

        var message = new DialRequest { Trunk = trunk }.ToProto();

        Assert.Equal([Inline + InlineFields[property]], Differences(new DialRequest { Trunk = new InlineTrunk() }.ToProto(), message));
        AssertHolds(value, SIPOutboundConfig.Descriptor.FindFieldByName(InlineFields[property]).Accessor.GetValue(message.Trunk));
    }

    [Fact]
    public void ToProto_Trunks_FillTheirOwnFields()
    {
        var nothing = new DialRequest().ToProto();

        Assert.Equal(["sip_trunk_id"], Differences(nothing, new DialRequest { Trunk = new StoredTrunk("ST_1") }.ToProto()));
        Assert.Equal(["sip_number", "sip_trunk_id"], Differences(nothing, new DialRequest { Trunk = new StoredTrunk("ST_1") { From = "+1" } }.ToProto()));
        Assert.Equal(["sip_number", "trunk"], Differences(nothing, new DialRequest { Trunk = new InlineTrunk { From = "+1" } }.ToProto()));
    }

    [Fact]
    public void ToProto_NothingSet_SaysOnlyThatItWaits()
        => Assert.Equal(new CreateSIPParticipantRequest { WaitUntilAnswered = true }, new DialRequest().ToProto());

    [Fact]
    public void ToProto_MessageOfTheCaller_IsCopied()
    {
        var request = new DialRequest { Media = new SIPMediaConfig(), Destination = new Destination(), RequestUri = new SIPRequestDest(), ToHeader = new SIPNamedDest(), FromHeader = new SIPNamedDest() };
        request.Customize(message =>
        {
            message.Media.OnlyListedCodecs = true;
            message.Destination.City = "x";
            message.SipRequestUri.Raw = message.SipToHeader.Raw = message.SipFromHeader.Raw = "x";
        });

        request.ToProto();

        Assert.Equal(
            (new SIPMediaConfig(), new Destination(), new SIPRequestDest(), new SIPNamedDest(), new SIPNamedDest()),
            (request.Media, request.Destination, request.RequestUri, request.ToHeader, request.FromHeader));
    }

    private static object Change(object target, string name)
    {
        var property = target.GetType().GetProperty(name)!;
        if (property.GetValue(target) is IDictionary<string, string> map)
        {
            map.Add("key", "value");
            return map;
        }

        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        object value = type switch
        {
            _ when type == typeof(string) => "text",
            _ when type == typeof(bool) => !(bool)property.GetValue(target)!,
            _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(7500),
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ => FilledMessages.Filled(((IMessage)Activator.CreateInstance(type)!).Descriptor, alternative: 0),
        };
        property.SetValue(target, value);
        return value;
    }

    private static void AssertHolds(object expected, object actual)
    {
        switch (expected)
        {
            case TimeSpan time:
                Assert.Equal(time, ((Google.Protobuf.WellKnownTypes.Duration)actual).ToTimeSpan());
                break;
            case IDictionary<string, string> map:
                Assert.Equal(map, (IDictionary<string, string>)actual);
                break;
            default:
                Assert.Equal(expected, actual);
                break;
        }
    }

    /// <summary>The fields that differ, with those of an inline trunk that both have.</summary>
    private static IEnumerable<string> Differences(IMessage before, IMessage after)
        => before.Descriptor.Fields.InDeclarationOrder()
            .Where(field => !Equals(field.Accessor.GetValue(before), field.Accessor.GetValue(after)) || (field.HasPresence && field.Accessor.HasValue(before) != field.Accessor.HasValue(after)))
            .SelectMany(field => (field.Accessor.GetValue(before), field.Accessor.GetValue(after)) is (SIPOutboundConfig one, SIPOutboundConfig other)
                ? Differences(one, other).Select(inner => Inline + inner)
                : [field.Name])
            .Order();

    private static IEnumerable<string> CurrentFieldsOf(MessageDescriptor descriptor)
        => descriptor.Fields.InDeclarationOrder().Where(field => field.GetOptions()?.Deprecated != true).Select(field => field.Name).Order();

    private static IEnumerable<string> PropertiesOf(Type type)
        => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order();
}
