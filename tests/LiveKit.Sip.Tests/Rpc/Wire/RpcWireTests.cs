using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Authentication;

namespace LiveKit.Sip.Tests.Rpc.Wire;

/// <summary>Every RPC of LiveKit's table, through its public method and over a socket.</summary>
public sealed class RpcWireTests
{
    // As many as the largest oneof has members.
    private const int Alternatives = 3;

    public static TheoryData<string, int> Rows()
    {
        var rows = new TheoryData<string, int>();
        foreach (var row in MethodRow.OfTable.Select(static row => $"{row.Service}/{row.Method}"))
        {
            for (var alternative = 0; alternative < Alternatives; alternative++)
            {
                rows.Add(row, alternative);
            }
        }

        return rows;
    }

    [Fact]
    public void Invokers_ComparedWithTheTable_AreTheSame()
        => Assert.Equal(
            MethodRow.OfTable.Select(static row => $"{row.Service}/{row.Method}").Order(StringComparer.Ordinal),
            RpcInvokers.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task PublicMethod_OfARow_SendsWhatItWasGivenAndReturnsWhatWasAnswered(string name, int alternative)
    {
        Assert.True(RpcInvokers.All.TryGetValue(name, out var invoker), $"{name} has no public method in the table of this test");
        var row = MethodRow.OfTable.Single(row => $"{row.Service}/{row.Method}" == name);
        var request = SendableMessages.Of(TypeOf(row.Request), alternative, invoker.Unreachable.Keys);
        var before = request.ToByteArray();
        var answer = SendableMessages.AnswerOf(DescriptorOf(row.Response), alternative);
        using var server = RpcServer.Start(_ => answer);
        await using var livekit = server.Client();

        var returned = await invoker.CallAsync(livekit, request, TestContext.Current.CancellationToken);

        var call = Assert.Single(server.Calls);
        Assert.Equal(("POST", $"/twirp/livekit.{name}", "application/protobuf"), (call.HttpMethod, call.Path, call.ContentType));
        Assert.Equal(request, request.Descriptor.Parser.ParseFrom(call.Body));
        Assert.Equal(before, request.ToByteArray());
        AssertGrants(row, request, call.Authorization);
        AssertAnswer(invoker, answer, returned);
    }

    // Google.Protobuf would send another text in the place of this one.
    [Theory]
    [MemberData(nameof(Rows))]
    public async Task PublicMethod_WithTextThatIsNoUnicode_SendsNothingAndNamesTheField(string name, int alternative)
    {
        var invoker = RpcInvokers.All[name];
        var row = MethodRow.OfTable.Single(row => $"{row.Service}/{row.Method}" == name);
        using var server = RpcServer.Start(_ => SendableMessages.AnswerOf(DescriptorOf(row.Response), alternative));
        await using var livekit = server.Client();
        foreach (var field in DescriptorOf(row.Request).Fields.InDeclarationOrder().Where(field =>
            field is { FieldType: FieldType.String, IsRepeated: false } && field.GetOptions()?.Deprecated != true && !invoker.Unreachable.ContainsKey(field.Name)))
        {
            var request = SendableMessages.Of(TypeOf(row.Request), alternative, invoker.Unreachable.Keys);
            field.Accessor.SetValue(request, "a\ud800b");

            var refusal = await Assert.ThrowsAnyAsync<ArgumentException>(() => invoker.CallAsync(livekit, request, TestContext.Current.CancellationToken));

            Assert.Contains("must be valid Unicode", refusal.Message, StringComparison.Ordinal);
            Assert.DoesNotContain(refusal.Message, char.IsSurrogate);
        }

        Assert.Empty(server.Calls);
    }

    // What is left out needs a reason, and must be there to be left out.
    [Fact]
    public void Unreachable_Fields_AreFieldsOfTheirRequest()
        => Assert.All(RpcInvokers.All, static entry =>
        {
            var row = MethodRow.OfTable.Single(row => $"{row.Service}/{row.Method}" == entry.Key);
            Assert.All(entry.Value.Unreachable.Keys, field => Assert.NotNull(DescriptorOf(row.Request).FindFieldByName(field)));
        });

    private static void AssertGrants(MethodRow row, IMessage request, string authorization)
    {
        var claims = SignedHeader.ClaimsOf(authorization);
        var actual = new[] { "video", "sip" }
            .Where(claim => claims.TryGetProperty(claim, out _))
            .SelectMany(claim => claims.GetProperty(claim).EnumerateObject().Select(member => $"{claim}.{member.Name}={member.Value}"));
        var expected = row.GrantNames.Split(" + ").Select(grant => $"{grant}={ValueOf(grant, request)}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    private static string ValueOf(string grant, IMessage request) => grant switch
    {
        "video.room" => TextOf(request, "room") ?? TextOf(request, "room_name")!,
        "video.destinationRoom" => TextOf(request, "destination_room")!,
        _ => bool.TrueString,
    };

    private static string? TextOf(IMessage request, string field) => (string?)request.Descriptor.FindFieldByName(field)?.Accessor.GetValue(request);

    private static void AssertAnswer(RpcInvoker invoker, IMessage answer, object? returned)
    {
        var expected = invoker.AnswerOf(answer);
        if (expected is null)
        {
            Assert.True(answer.Descriptor.Fields.InDeclarationOrder().Count == 0 || invoker.Untold is not null, "the method keeps LiveKit's answer to itself");
            Assert.Null(returned);
        }
        else if (expected is IEnumerable list and not string)
        {
            Assert.Equal(list.Cast<object>(), ((IEnumerable)returned!).Cast<object>());
            Assert.Single(answer.Descriptor.Fields.InDeclarationOrder());
        }
        else
        {
            Assert.Equal(expected, returned);
            Assert.True(ReferenceEquals(expected, answer) || answer.Descriptor.Fields.InDeclarationOrder().Count == 1, "the method keeps some of LiveKit's answer to itself");
        }
    }

    private static Type TypeOf(string message) => typeof(Room).Assembly.GetType($"LiveKit.Protocol.{message}", throwOnError: true)!;

    private static MessageDescriptor DescriptorOf(string message) => ((IMessage)Activator.CreateInstance(TypeOf(message))!).Descriptor;
}
