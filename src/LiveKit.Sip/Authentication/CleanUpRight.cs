using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveKit.Sip.Authentication;

/// <summary>Reads from a token, unverified, whether it allows to look at the participants of a room and to remove them.</summary>
internal static class CleanUpRight
{
    /// <returns>False only if the token is readable and lacks the right: what cannot be read is the server's to judge.</returns>
    public static bool IsIn(string token, string room)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(new JsonWebToken(token).EncodedPayload));
            return GrantJson.ReadVideo(claims.RootElement) is { RoomAdmin: true } video && video.Room == room;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            return true;
        }
    }
}
