using System.Text.Json.Nodes;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>This class manages the trunks and dispatch rules of a mock.</summary>
internal static class SipAdmin
{
    public const string Outbound = "SIPOutboundTrunk";
    public const string Inbound = "SIPInboundTrunk";
    public const string Rule = "SIPDispatchRule";

    public static Task<CallerResponse> SipAsync(this MockFixture mock, string method, JsonObject body)
        => mock.Caller.JsonAsync("SIP/" + method, Jwt.SipAdmin, body);

    /// <summary>Creates a valid trunk or dispatch rule, with the additional fields given.</summary>
    public static Task<CallerResponse> CreateAsync(this MockFixture mock, string kind, string? fields = null)
        => mock.SipAsync("Create" + kind, new JsonObject { [kind == Rule ? "dispatch_rule" : "trunk"] = Fields(fields ?? Fit(kind)) });

    public static async Task<string> CreateIdAsync(this MockFixture mock, string kind, string? fields = null)
    {
        var answer = await mock.CreateAsync(kind, fields);
        Assert.True(answer.Status == 200, answer.Text);
        return (string)answer.Json[IdOf(kind)]!;
    }

    public static Task<CallerResponse> UpdateAsync(this MockFixture mock, string kind, string id, string? action, string fields)
    {
        var body = new JsonObject { [IdOf(kind)] = id };
        if (action is not null)
        {
            body[action] = Fields(fields);
        }

        return mock.SipAsync("Update" + kind, body);
    }

    /// <summary>Returns the ids of a list. The id of an empty entry is empty.</summary>
    public static async Task<string[]> ListAsync(this MockFixture mock, string kind, JsonObject? request = null)
        => [.. (await mock.SipAsync("List" + kind, request ?? [])).Json["items"]!.AsArray().Select(item => (string)item![IdOf(kind)]!)];

    public static string IdOf(string kind) => kind == Rule ? "sip_dispatch_rule_id" : "sip_trunk_id";

    private static string Fit(string kind) => kind switch
    {
        Outbound => """{"address":"a","numbers":["+1"]}""",
        Inbound => """{"auth_username":"u","allowed_numbers":["+1"]}""",
        _ => """{"rule":{"dispatch_rule_direct":{"room_name":"r"}}}""",
    };

    private static JsonObject Fields(string fields) => JsonNode.Parse(fields)!.AsObject();
}
