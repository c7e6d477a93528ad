using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace LiveKit.Sip.Authentication;

/// <summary>In which room a token, read unverified, allows to look at participants and to remove them.</summary>
internal sealed class CleanUpRight
{
    private readonly VideoGrant? _video;
    private readonly bool _isReadable;

    public CleanUpRight(string token)
    {
        try
        {
            using var claims = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(new JsonWebToken(token).EncodedPayload));
            _video = GrantJson.ReadVideo(claims.RootElement);
            _isReadable = true;
        }
        catch (Exception e) when (e is ArgumentException or SecurityTokenException or JsonException or FormatException or InvalidOperationException)
        {
            // What cannot be read is the server's to judge.
            _isReadable = false;
        }
    }

    public bool Covers(string room) => !_isReadable || (_video is { RoomAdmin: true } && _video.Room == room);
}
