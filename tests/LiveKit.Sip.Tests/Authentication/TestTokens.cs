using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LiveKit.Sip.Tests.Authentication;

/// <summary>Tokens made without the code under test.</summary>
internal static class TestTokens
{
    public const string ApiKey = "devkey";
    public const string ApiSecret = "secret";
    public const string Header = """{"alg":"HS256","typ":"JWT"}""";

    public static readonly DateTimeOffset Now = new(2026, 11, 22, 15, 0, 0, TimeSpan.Zero);

    public static string Sign(string payload, string header = Header, string secret = ApiSecret)
    {
        var signed = Encode(header) + "." + Encode(payload);
        return signed + "." + Signature(signed, secret);
    }

    public static string Signature(string signed, string secret)
        => Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(signed)));

    public static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    public static JsonObject Payload(string jwt) => Part(jwt, 1);

    public static JsonObject Part(string jwt, int index)
        => JsonNode.Parse(Base64Url.DecodeFromChars(jwt.Split('.')[index]))!.AsObject();

    public static AccessTokenVerifier Verifier(string secret = ApiSecret, DateTimeOffset? now = null)
        => new(ApiKey, secret, new FixedTimeProvider(now ?? Now));
}
