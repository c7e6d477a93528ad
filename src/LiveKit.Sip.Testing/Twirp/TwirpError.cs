using System.Text.Json;

namespace LiveKit.Sip.Testing.Twirp;

/// <summary>The content of a Twirp error response.</summary>
internal sealed record TwirpError(TwirpCode Code, string Message, params (string Key, string Value)[] Meta)
{
    /// <summary>Creates an error that LiveKit's server passes on from its SIP or room service. The server marks such an error with a prefix in its text.</summary>
    public static TwirpError FromService(TwirpCode code, string message, params (string Key, string Value)[] meta)
        => new(code, "twirp error unknown: " + message, meta);

    public RawResponse ToResponse()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("code", Code.Name);
            json.WriteString("msg", Message);
            if (Meta.Length > 0)
            {
                json.WriteStartObject("meta");
                foreach (var (key, value) in Meta)
                {
                    json.WriteString(key, value);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return new RawResponse(Code.HttpStatus, RawResponse.Json, buffer.ToArray());
    }
}
