using Google.Protobuf;
using LiveKit.Sip.Json;

namespace LiveKit.Sip;

/// <summary>
/// Reads the JSON request files that LiveKit's own CLI takes for trunks and dispatch rules, such as <c>{"trunk":{…}}</c> for
/// <c>lk sip outbound create</c>. For <c>lk sip participant create</c> there is <see cref="DialRequest.FromJsonFile"/>.
/// </summary>
/// <remarks>
/// As strict as the CLI: unknown and duplicate fields, values of the wrong type, comments, trailing commas, a byte order mark and more than
/// one object are refused. Field names in snake_case or camelCase, enums by name or number, durations as <c>"5s"</c>.
/// </remarks>
public static class RequestJson
{
    /// <summary>Reads a request from JSON text.</summary>
    /// <typeparam name="T">A request of LiveKit's SIP service, such as <see cref="Protocol.CreateSIPOutboundTrunkRequest"/>.</typeparam>
    /// <param name="json">One request as proto3 JSON.</param>
    /// <returns>The request; not validated, which the method that sends it does.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="RequestJsonException">The text is no such request; line, column and field are named.</exception>
    /// <exception cref="NotSupportedException">The text names a field of a type that no request of the SIP service has, such as bytes.</exception>
    public static T Parse<T>(string json)
        where T : IMessage<T>, new()
    {
        ArgumentNullException.ThrowIfNull(json);
        return RequestParser.Parse<T>(json).Message;
    }

    /// <summary>Reads a request from a JSON file.</summary>
    /// <typeparam name="T">A request of LiveKit's SIP service, such as <see cref="Protocol.CreateSIPOutboundTrunkRequest"/>.</typeparam>
    /// <param name="path">The file.</param>
    /// <returns>The request; see <see cref="Parse"/>.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    /// <exception cref="RequestJsonException">The file holds no such request; line, column and field are named.</exception>
    /// <exception cref="NotSupportedException">The file names a field of a type that no request of the SIP service has, such as bytes.</exception>
    public static T ParseFile<T>(string path)
        where T : IMessage<T>, new() => RequestParser.Parse<T>(File.ReadAllBytes(path)).Message;
}
