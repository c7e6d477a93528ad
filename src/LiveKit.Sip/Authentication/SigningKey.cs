using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace LiveKit.Sip.Authentication;

/// <summary>Turns an API secret of any length into a key that Microsoft.IdentityModel takes for HS256.</summary>
internal static class SigningKey
{
    // HMAC pads a key shorter than its block with zeros, so a key padded by us gives the identical signature;
    // unpadded, Microsoft.IdentityModel refuses secrets like that of `livekit-server --dev`.
    private const int HmacSha256BlockSize = 64;

    public static SymmetricSecurityKey From(string apiSecret)
    {
        var bytes = Encoding.UTF8.GetBytes(apiSecret);
        if (bytes.Length < HmacSha256BlockSize)
        {
            Array.Resize(ref bytes, HmacSha256BlockSize);
        }

        return new SymmetricSecurityKey(bytes);
    }
}
