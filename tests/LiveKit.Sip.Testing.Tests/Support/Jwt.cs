using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>Signs tokens by hand, so that the mock is not checked against the library's own way of making them.</summary>
internal static class Jwt
{
    public static JsonObject SipCall => new() { ["sip"] = new JsonObject { ["call"] = true } };

    public static JsonObject SipAdmin => new() { ["sip"] = new JsonObject { ["admin"] = true } };

    public static JsonObject RoomCreate => new() { ["video"] = new JsonObject { ["roomCreate"] = true } };

    public static JsonObject RoomAdmin(string room) => new() { ["video"] = new JsonObject { ["roomAdmin"] = true, ["room"] = room } };

    /// <summary>The claims of a whole token, times included.</summary>
    public static JsonObject Whole(MockLiveKitServer server, JsonObject claims, TimeProvider? time = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds();
        return With(new JsonObject { ["iss"] = server.ApiKey, ["sub"] = "", ["nbf"] = now, ["exp"] = now + 600 }, claims);
    }

    public static JsonObject With(JsonObject claims, JsonObject others)
    {
        var all = claims.DeepClone().AsObject();
        foreach (var (name, value) in others)
        {
            all[name] = value?.DeepClone();
        }

        return all;
    }

    /// <summary>A token of the server with these claims, and times when they have none.</summary>
    public static string Sign(MockLiveKitServer server, JsonObject claims, TimeProvider? time = null)
        => SignExactly(Whole(server, claims, time), server.ApiSecret);

    public static string SignExactly(JsonObject claims, string secret, string algorithm = "HS256")
    {
        var content = $"{Encode($$"""{"alg":"{{algorithm}}","typ":"JWT"}""")}.{Encode(claims.ToJsonString())}";
        var signature = algorithm == "HS256"
            ? Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(content)))
            : "";
        return $"{content}.{signature}";
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
