using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Rpc.Wire;

namespace LiveKit.Sip.Tests.Requests;

/// <summary>Every property of a dial and of its trunk reaches the wire, and every field of LiveKit's messages, inner ones included, has a property.</summary>
public sealed class DialWireTests
{
    private static readonly Dictionary<string, string> WithoutProperty = new(StringComparer.Ordinal)
    {
        ["play_ringtone"] = "deprecated; play_dialtone has taken its place",
        ["media_encryption"] = "deprecated; media.encryption has taken its place",
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Changes_MadeByThisTest_AreThoseOfAllProperties()
        => Assert.Equal(RequestChange.Settable().Order(StringComparer.Ordinal), RequestChange.All().Select(static change => change.Property).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Properties_SetOneByOne_ChangeTheirBytesAndCoverEveryField()
    {
        using var server = RpcServer.Start(static _ => new SIPParticipantInfo { ParticipantId = "PA_1", SipCallId = "SCL_1" });
        await using var livekit = server.Client();
        var covered = new HashSet<string>(StringComparer.Ordinal);

        foreach (var change in RequestChange.All())
        {
            var before = await SentAsync(livekit.Sip, server, change.Before);
            var after = await SentAsync(livekit.Sip, server, change.After);

            var fields = Differences(before, after, "").ToList();
            Assert.True(fields.Count > 0, $"{change.Property} changes nothing on the wire");
            covered.UnionWith(fields);
        }

        Assert.Equal(
            Leaves(CreateSIPParticipantRequest.Descriptor, "").Except(WithoutProperty.Keys).Order(StringComparer.Ordinal),
            covered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WithoutProperty_Fields_AreThoseThatAreDeprecated()
        => Assert.Equal(
            CreateSIPParticipantRequest.Descriptor.Fields.InDeclarationOrder().Where(static field => field.GetOptions()?.Deprecated == true).Select(static field => field.Name).Order(StringComparer.Ordinal),
            WithoutProperty.Keys.Order(StringComparer.Ordinal));

    private static async Task<CreateSIPParticipantRequest> SentAsync(SipClient sip, RpcServer server, DialRequest request)
    {
        if (request.ToHeader is not null)
        {
            // LiveKit refuses the field beside a callee and asks for a callee, so it has no way to the wire.
            return request.ToProto();
        }

        var options = new DialOptions { StampDialId = false };
        if (request.WaitUntilAnswered)
        {
            await sip.DialAsync(request, options, Token);
        }
        else
        {
            // What the dial methods refuse has its own way out.
            await sip.CreateSipParticipantAsync(request.ToProto(), options, Token);
        }

        return CreateSIPParticipantRequest.Parser.ParseFrom(server.Calls[^1].Body);
    }

    private static IEnumerable<string> Differences(IMessage? before, IMessage? after, string path)
    {
        var descriptor = (before ?? after!).Descriptor;
        foreach (var field in descriptor.Fields.InDeclarationOrder())
        {
            var (one, other) = (Get(field, before), Get(field, after));
            if (!Equals(one, other))
            {
                foreach (var leaf in IsInner(field) ? Differences(Single(one), Single(other), $"{path}{field.Name}.") : [path + field.Name])
                {
                    yield return leaf;
                }
            }
        }
    }

    private static object? Get(FieldDescriptor field, IMessage? message)
        => message is null || (field.HasPresence && !field.Accessor.HasValue(message)) ? null : field.Accessor.GetValue(message);

    private static IMessage? Single(object? value) => value is System.Collections.IList list ? list.Cast<IMessage>().SingleOrDefault() : (IMessage?)value;

    private static IEnumerable<string> Leaves(MessageDescriptor message, string path)
        => message.Fields.InDeclarationOrder().SelectMany(field => IsInner(field) ? Leaves(field.MessageType, $"{path}{field.Name}.") : [path + field.Name]);

    private static bool IsInner(FieldDescriptor field)
        => field.FieldType == FieldType.Message && !field.IsMap && field.MessageType.File.Package == CreateSIPParticipantRequest.Descriptor.File.Package;
}
