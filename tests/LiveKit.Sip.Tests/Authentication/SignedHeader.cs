using System.Buffers.Text;
using System.Text.Json;

namespace LiveKit.Sip.Tests.Authentication;

/// <summary>Looks into an Authorization header that a client would send.</summary>
internal static class SignedHeader
{
    private const string Scheme = "Bearer ";

    public static JsonElement ClaimsOf(string header)
    {
        Assert.StartsWith(Scheme, header, StringComparison.Ordinal);
        using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(header[Scheme.Length..].Split('.')[1]));
        return claims.RootElement.Clone();
    }

    public static string TokenOf(string header) => header[Scheme.Length..];
}
