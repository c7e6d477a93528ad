using System.Reflection;
using Google.Protobuf.Reflection;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Tests.Recorded;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Rpc;

/// <summary>A line of services.tsv, and what this library's method tables say in its place.</summary>
internal sealed record MethodRow(string Service, string Method, string Request, string Response, string GrantNames, string Repeat)
{
    public static IReadOnlyList<MethodRow> OfTable { get; } =
        [.. Recordings.Table("services.tsv", "service\tmethod\trequest\tresponse\tgrants\trepeat")
            .Select(line => line.Split('\t'))
            .Select(cells => new MethodRow(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]))];

    /// <summary>Every method that the library declares, wherever it is.</summary>
    public static IReadOnlyList<TwirpMethod> Declared { get; } =
        [.. typeof(TwirpMethod).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType.IsAssignableTo(typeof(TwirpMethod)))
            .Select(field => (TwirpMethod)field.GetValue(null)!)];

    public static MethodRow Of(TwirpMethod method)
    {
        var messages = method.GetType().GetGenericArguments();
        return new MethodRow(
            method.Service,
            method.Name,
            NameOf(messages[0]),
            NameOf(messages[1]),
            string.Join(" + ", GrantsOf(method)),
            method.Repeat.ToString().ToLowerInvariant());
    }

    private static string NameOf(Type message) => ((MessageDescriptor)message.GetProperty("Descriptor")!.GetValue(null)!).Name;

    private static IEnumerable<string> GrantsOf(TwirpMethod method)
    {
        var named = new (Grants Grant, string Name)[]
        {
            (Grants.SipAdmin, "sip.admin"),
            (Grants.SipCall, "sip.call"),
            (Grants.RoomCreate, "video.roomCreate"),
            (Grants.RoomList, "video.roomList"),
            (Grants.RoomAdmin, "video.roomAdmin"),
        };
        Assert.Equal(Grants.None, named.Aggregate(method.Grants, (rest, entry) => rest & ~entry.Grant));
        return named.Where(entry => method.Grants.HasFlag(entry.Grant)).Select(entry => entry.Name)
            .Concat(Has(method, "Room") ? ["video.room"] : [])
            .Concat(Has(method, "DestinationRoom") ? ["video.destinationRoom"] : []);
    }

    private static bool Has(TwirpMethod method, string property) => method.GetType().GetProperty(property)!.GetValue(method) is not null;
}
