using System.Reflection;
using Google.Protobuf;

namespace LiveKit.Sip.Tests.Requests;

/// <summary>A dial request before and after one of its properties was set; by reflection, so that a new property cannot be forgotten.</summary>
/// <param name="Property">The property, that of a trunk with the trunk's type before it.</param>
/// <param name="Before">Without it.</param>
/// <param name="After">With it.</param>
internal sealed record RequestChange(string Property, DialRequest Before, DialRequest After)
{
    // A property that holds LiveKit's own message is filled once for each member of its oneofs.
    private const int Alternatives = 2;

    public static IEnumerable<RequestChange> All()
        => Of<DialRequest>(Stored, static request => request)
            .Concat(Of<InlineTrunk>(Inline, static request => request.Trunk!))
            .Concat(Of<StoredTrunk>(Stored, static request => request.Trunk!))
            .Append(new RequestChange("StoredTrunk.TrunkId", Stored(), Stored("ST_2")));

    /// <summary>The public properties that a caller sets; the constructor sets <see cref="StoredTrunk.TrunkId"/>.</summary>
    public static IEnumerable<string> Settable()
        => new[] { typeof(DialRequest), typeof(InlineTrunk), typeof(StoredTrunk) }
            .SelectMany(static type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => $"{type.Name}.{property.Name}"));

    private static IEnumerable<RequestChange> Of<TTarget>(Func<DialRequest> newRequest, Func<DialRequest, object> targetOf)
        => from property in typeof(TTarget).GetProperties(BindingFlags.Public | BindingFlags.Instance)
           where property.CanWrite || property.PropertyType == typeof(IDictionary<string, string>)
           from alternative in Enumerable.Range(0, typeof(IMessage).IsAssignableFrom(property.PropertyType) ? Alternatives : 1)
           select Change(property, alternative, newRequest, targetOf);

    private static RequestChange Change(PropertyInfo property, int alternative, Func<DialRequest> newRequest, Func<DialRequest, object> targetOf)
    {
        var after = newRequest();
        var target = targetOf(after);
        if (property.GetValue(target) is IDictionary<string, string> map)
        {
            map.Add("X-Key", "value");
        }
        else
        {
            property.SetValue(target, ValueOf(property, target, alternative));
        }

        return new RequestChange($"{property.ReflectedType!.Name}.{property.Name}", newRequest(), after);
    }

    private static object ValueOf(PropertyInfo property, object target, int alternative)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return type switch
        {
            // As text, all that is asked of any of them but a country.
            _ when property.Name == nameof(InlineTrunk.DestinationCountry) => "DE",
            _ when type == typeof(string) => "5",
            _ when type == typeof(bool) => !(bool)property.GetValue(target)!,
            _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(7500),
            _ when type == typeof(SipTrunk) => Inline().Trunk!,
            _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)!,
            _ => FilledMessages.Filled(((IMessage)Activator.CreateInstance(type)!).Descriptor, alternative),
        };
    }

    private static DialRequest Stored() => Stored("ST_1");

    private static DialRequest Stored(string trunkId) => new() { To = "+15005550001", RoomName = "room", ParticipantIdentity = "callee", Trunk = new StoredTrunk(trunkId) };

    private static DialRequest Inline() => new()
    {
        To = "+15005550001",
        RoomName = "room",
        ParticipantIdentity = "callee",
        Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100", Username = "user", Password = "word" },
    };
}
