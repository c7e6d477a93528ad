using System.Text.Json;

namespace LiveKit.Sip.Testing.Http;

/// <summary>An answer in Twirp's error form.</summary>
internal sealed record TwirpError(TwirpCode Code, string Message, params (string Key, string Value)[] Meta)
{
    /// <summary>An error that LiveKit's server passes on from its SIP or room service, which shows in the text.</summary>
    public static TwirpError FromService(TwirpCode code, string message, params (string Key, string Value)[] meta)
        => new(code, "twirp error unknown: " + message, meta);

    public HttpAnswer ToAnswer()
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

        return new HttpAnswer(Code.HttpStatus, HttpAnswer.Json, buffer.ToArray());
    }
}
