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

    /// <summary>A token of the server with these claims, and times when they have none.</summary>
    public static string Sign(MockLiveKitServer server, JsonObject claims, TimeProvider? time = null)
    {
        var now = (time ?? TimeProvider.System).GetUtcNow().ToUnixTimeSeconds();
        var all = new JsonObject { ["iss"] = server.ApiKey, ["sub"] = "", ["nbf"] = now, ["exp"] = now + 600 };
        foreach (var (name, value) in claims)
        {
            all[name] = value?.DeepClone();
        }

        return SignExactly(all, server.ApiSecret);
    }

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
