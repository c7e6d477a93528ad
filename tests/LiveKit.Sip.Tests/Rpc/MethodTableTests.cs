using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Tests.Authentication;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Rpc;

public sealed class MethodTableTests
{
    public static TheoryData<string> Paths() => [.. MethodRow.Declared.Select(method => method.Path)];

    [Fact]
    public void Methods_ComparedWithTheTable_AreTheSame()
        => Assert.Equal(MethodRow.OfTable.OrderBy(row => (row.Service, row.Method)), MethodRow.Declared.Select(MethodRow.Of).OrderBy(row => (row.Service, row.Method)));

    [Fact]
    public void Table_Read_HoldsEveryLine()
    {
        Assert.Equal(32, MethodRow.OfTable.Count);
        Assert.Distinct(MethodRow.Declared.Select(method => method.Path), StringComparer.Ordinal);
    }

    [Fact]
    public void Paths_OfAllMethods_AreThoseOfTwirp()
        => Assert.Equal(
            MethodRow.OfTable.Select(row => $"twirp/livekit.{row.Service}/{row.Method}").Order(StringComparer.Ordinal),
            MethodRow.Declared.Select(method => method.Path).Order(StringComparer.Ordinal));

    // A repeat class that somebody forgets must be the one that is never repeated.
    [Fact]
    public void RepeatClass_Unset_IsDial() => Assert.Equal(RepeatClass.Dial, default);

    [Fact]
    public void Parsers_OfAllMethods_ReadTheirOwnResponse()
    {
        foreach (var method in MethodRow.Declared)
        {
            var parser = (MessageParser)method.GetType().GetProperty("Parser")!.GetValue(method)!;
            Assert.IsType(method.GetType().GetGenericArguments()[1], parser.ParseFrom(ByteString.Empty));
        }
    }

    // Dials and transfers bring their deadlines along, with the request.
    [Fact]
    public void Deadlines_OfMethodsThatWaitForAParticipant_AreTheirOwn()
        => Assert.Equal(
            ["PerformRpc"],
            MethodRow.Declared.Where(method => method.GetType().GetProperty("Deadline")!.GetValue(method) is not null).Select(method => method.Name).Order());

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task ScopeOf_SampleRequest_GivesATokenWithTheGrantsOfTheTableAndNoMore(string path)
    {
        var method = MethodRow.Declared.Single(declared => declared.Path == path);
        var grants = MethodRow.OfTable.Single(row => row.Service == method.Service && row.Method == method.Name).GrantNames.Split(" + ");
        var scope = (TokenScope)method.GetType().GetMethod("ScopeOf")!.Invoke(method, [Sample(method.GetType().GetGenericArguments()[0])])!;

        var header = await new SignedTokens("devkey", "secret", TimeProvider.System).AuthorizeAsync(scope, TestContext.Current.CancellationToken);

        Assert.Equal(grants.Order(), GrantsIn(SignedHeader.ClaimsOf(header)).Order());
    }

    // Every field that could be taken for the room gets a value of its own.
    private static IMessage Sample(Type type)
    {
        var message = (IMessage)Activator.CreateInstance(type)!;
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder().Where(field => field.FieldType == FieldType.String && !field.IsRepeated && !field.IsMap && field.RealContainingOneof is null))
        {
            field.Accessor.SetValue(message, $"the {field.Name}");
        }

        return message;
    }

    private static IEnumerable<string> GrantsIn(JsonElement claims)
    {
        foreach (var (claim, name, value) in new[] { "video", "sip" }
            .Where(claim => claims.TryGetProperty(claim, out _))
            .SelectMany(claim => claims.GetProperty(claim).EnumerateObject().Select(member => (claim, member.Name, member.Value))))
        {
            if (value.ValueKind == JsonValueKind.String)
            {
                Assert.Contains(value.GetString(), name == "room" ? ["the room", "the room_name"] : new[] { "the destination_room" });
            }
            else
            {
                Assert.Equal(JsonValueKind.True, value.ValueKind);
            }

            yield return $"{claim}.{name}";
        }
    }
}
