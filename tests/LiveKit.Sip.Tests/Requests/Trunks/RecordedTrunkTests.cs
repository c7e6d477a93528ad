using System.Text.Json;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Recorded;
using LiveKit.Sip.Tests.Rpc.Wire;

namespace LiveKit.Sip.Tests.Requests.Trunks;

/// <summary>What a real server took is sent, and what it refused is refused before, as far as the request alone tells.</summary>
public sealed class RecordedTrunkTests
{
    // Contradictions with what is stored: only the server knows that.
    private static readonly string[] OnlyTheServerKnows = ["inbound conflicting number", "conflicting rule"];

    // What the server takes and carriers do not.
    private static readonly string[] ForgottenByTheServer = ["create empty number", "create bad country"];

    // This has no form here: a missing action.
    private const string Inexpressible = "update nothing";

    private static readonly string[] Methods =
    [
        "CreateSIPOutboundTrunk", "UpdateSIPOutboundTrunk", "CreateSIPInboundTrunk", "UpdateSIPInboundTrunk", "CreateSIPDispatchRule", "UpdateSIPDispatchRule",
    ];

    public static TheoryData<string> Names() => [.. Entries().Select(static entry => entry.GetProperty("name").GetString()!)];

    [Fact]
    public void Names_Read_HoldEveryRecordedChange()
    {
        var names = Entries().Select(static entry => entry.GetProperty("name").GetString()).ToList();

        Assert.Equal(26, names.Count);
        Assert.Distinct(names);
        Assert.Empty(OnlyTheServerKnows.Concat(ForgottenByTheServer).Except(names));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Change_AsRecorded_IsSentOrRefusedLikeOnTheServer(string name)
    {
        var entry = Entries().Single(entry => entry.GetProperty("name").GetString() == name);
        var status = entry.GetProperty("response").GetProperty("status").GetInt32();
        var method = MethodOf(entry);
        var request = RequestOf(method, entry.GetProperty("request").GetProperty("body").GetRawText());
        using var server = RpcServer.Start(static _ => new SIPOutboundTrunkInfo());
        await using var livekit = server.Client();

        var calling = RpcInvokers.All["SIP/" + method].CallAsync(livekit, request, TestContext.Current.CancellationToken);

        if ((status == 400 && !OnlyTheServerKnows.Contains(name)) || ForgottenByTheServer.Contains(name))
        {
            var refusal = await Assert.ThrowsAsync<RequestValidationException>(() => calling);
            Assert.Single(refusal.Problems);
            Assert.Empty(server.Calls);
        }
        else
        {
            await calling;
            Assert.Equal(request, request.Descriptor.Parser.ParseFrom(Assert.Single(server.Calls).Body));
        }
    }

    private static IEnumerable<JsonElement> Entries()
        => Recordings.Read("trunks-rules-dispatch-rooms.json")
            .Where(static entry => Methods.Contains(MethodOf(entry)) && entry.GetProperty("name").GetString() != Inexpressible);

    private static string MethodOf(JsonElement entry) => entry.GetProperty("request").GetProperty("path").GetString()!.Split('/')[^1];

    private static IMessage RequestOf(string method, string json)
    {
        var message = (IMessage)Activator.CreateInstance(typeof(Room).Assembly.GetType($"LiveKit.Protocol.{method}Request", throwOnError: true)!)!;
        return JsonParser.Default.Parse(json, message.Descriptor);
    }
}
