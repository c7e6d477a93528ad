using LiveKit.Protocol;
using LiveKit.Sip.Json;

namespace LiveKit.Sip;

public sealed partial class DialRequest
{
    /// <summary>Reads the JSON that LiveKit's own CLI takes for <c>lk sip participant create</c>: one <see cref="CreateSIPParticipantRequest"/> as proto3 JSON.</summary>
    /// <param name="json">The JSON text. Field names in snake_case or camelCase; durations as <c>"5s"</c>; the display name in its escaped form.</param>
    /// <returns>The request. <see cref="WaitUntilAnswered"/> is <see langword="true"/> unless the text says otherwise.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="RequestJsonException">The text is no such request; line, column and field are named.</exception>
    public static DialRequest FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return FromParsed(RequestParser.Parse<CreateSIPParticipantRequest>(json));
    }

    /// <summary>Reads such JSON from a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The request; see <see cref="FromJson"/>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="RequestJsonException">The file holds no such request; line, column and field are named.</exception>
    public static DialRequest FromJsonFile(string path) => FromParsed(RequestParser.Parse<CreateSIPParticipantRequest>(File.ReadAllBytes(path)));

    private static DialRequest FromParsed(ParsedRequest<CreateSIPParticipantRequest> parsed)
    {
        if (!parsed.Present.Contains("wait_until_answered"))
        {
            parsed.Message.WaitUntilAnswered = true;
        }

        return FromProto(parsed.Message);
    }
}
