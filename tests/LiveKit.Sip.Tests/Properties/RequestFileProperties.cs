using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Json;

namespace LiveKit.Sip.Tests.Properties;

/// <summary>Request files of any content are read or refused with a position, and the refusal shows no password and no number of theirs.</summary>
public sealed class RequestFileProperties
{
    private const string Dial = $$$"""
        {"sip_call_to":"{{{Hostile.Number}}}","room_name":"room","sip_number":"{{{Hostile.Number}}}","krisp_enabled":true,"ringing_timeout":"30s",
         "trunk":{"hostname":"host","transport":"SIP_TRANSPORT_TCP","auth_username":"user","auth_password":"{{{Hostile.Secret}}}"},
         "headers":{"X-Id":"1","Authorization":"{{{Hostile.Secret}}}"},"media":{"codecs":[{"name":"PCMU","rate":8000}],"media_timeout":"5s"},"display_name":"D"}
        """;

    private const string Trunk = $$$"""
        {"trunk":{"name":"carrier","address":"host","numbers":["{{{Hostile.Number}}}"],"auth_username":"user","auth_password":"{{{Hostile.Secret}}}","include_headers":1,"created_at":"2026-01-31T12:00:00Z"}}
        """;

    private const string Rule = $$$"""
        {"dispatch_rule":{"rule":{"dispatch_rule_direct":{"room_name":"lobby","pin":"{{{Hostile.Secret}}}"}},"trunk_ids":["ST_1"],"attributes":{"a":"b"},"room_config":{"empty_timeout":5} } }
        """;

    private static readonly string[] Names =
    [
        "sip_call_to", "sipCallTo", "room_name", "trunk", "dispatch_rule", "rule", "headers", "media", "codecs", "rate", "ringing_timeout", "transport", "numbers", "created_at", "room_config", "agents", "x",
        "auth_password", "display_name", "krisp_enabled", $"auth_password: {Hostile.Secret}", $"auth_password\\\":\\\"{Hostile.Secret}", Hostile.Number, "\\ud800", "\\u202e",
    ];

    [Fact]
    public void Parse_DamagedFile_ThrowsNothingElseAndShowsNoSecret()
        => PropertyRun.Check(Hostile.Damaged(Dial).Zip(Hostile.Damaged(Trunk), static (dial, trunk) => (dial, trunk)).Zip(Hostile.Damaged(Rule)), static input =>
        {
            AssertRead<CreateSIPParticipantRequest>(input.Item1.dial);
            AssertRead<CreateSIPOutboundTrunkRequest>(input.Item1.trunk);
            AssertRead<CreateSIPInboundTrunkRequest>(input.Item1.trunk);
            AssertRead<CreateSIPDispatchRuleRequest>(input.Item2);
        });

    [Fact]
    public void Parse_AnyJson_ThrowsNothingElseAndShowsNoSecret()
        => PropertyRun.Check(Value(4), static json =>
        {
            AssertRead<CreateSIPParticipantRequest>(json);
            AssertRead<CreateSIPOutboundTrunkRequest>(json);
            AssertRead<CreateSIPDispatchRuleRequest>(json);
        });

    [Fact]
    public void Parse_AnyText_ThrowsNothingElse() => PropertyRun.Check(Hostile.Text(), static text => AssertRead<CreateSIPParticipantRequest>(text));

    [Fact]
    public void Parse_AnyBytes_ThrowsNothingElse()
        => PropertyRun.Check(
            Gen.Choose(0, Encoding.UTF8.GetByteCount(Dial) - 1).Zip(Gen.Choose(0, 255)).ArrayOf(3),
            static damages =>
            {
                var bytes = Encoding.UTF8.GetBytes(Dial);
                foreach (var (at, value) in damages)
                {
                    bytes[at] = (byte)value;
                }

                try
                {
                    Assert.NotNull(RequestParser.Parse<CreateSIPParticipantRequest>(bytes).Message);
                }
                catch (RequestJsonException e)
                {
                    AssertRefusal(e);
                }
            });

    private static void AssertRead<T>(string json)
        where T : IMessage<T>, new()
    {
        try
        {
            Assert.NotNull(RequestJson.Parse<T>(json));
            if (typeof(T) == typeof(CreateSIPParticipantRequest))
            {
                Assert.All(DialRequest.FromJson(json).Validate(), static problem => Hostile.AssertDiscreet(problem.ToString()));
            }
        }
        catch (RequestJsonException e)
        {
            AssertRefusal(e);
        }
    }

    private static void AssertRefusal(RequestJsonException refusal)
    {
        Hostile.AssertDiscreet(refusal);
        Hostile.AssertDiscreet(refusal.Path);
        Assert.True(refusal is { Line: > 0, Column: > 0 });
    }

    /// <summary>JSON of any shape by names that mean something; its secret stands where secrets stand, and in names.</summary>
    private static Gen<string> Value(int depth)
    {
        var scalar = Gen.Elements("null", "true", "1", "-1", "1.5", "1e999", "99999999999", "\"\"", "\"x\"", "\"5s\"", "\"SIP_TRANSPORT_TLS\"", "\"\\ud800\"", "\"\\u0007\"", "[]", "{}", "\"2026-01-31T12:00:00Z\"");
        if (depth == 0)
        {
            return scalar;
        }

        var members = Gen.Elements(Names).Zip(Value(depth - 1)).ArrayOf(3).Zip(Gen.Choose(0, 3));
        return Gen.Frequency(
            (6, members.Select(static input => $"{{{string.Join(',', input.Item1.Take(input.Item2).Select(static member => $"\"{member.Item1}\":{(member.Item1 == "auth_password" ? $"\"{Hostile.Secret}\"" : member.Item2)}"))}}}")),
            (1, Value(depth - 1).ArrayOf(2).Select(static elements => $"[{string.Join(',', elements)}]")),
            (2, scalar));
    }
}
