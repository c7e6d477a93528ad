using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf;

namespace LiveKit.Sip.Json;

/// <summary>Reads one request in proto3 JSON, as strictly as LiveKit's CLI does.</summary>
/// <remarks>
/// Google.Protobuf's own reader takes a field given twice, names no position and quotes values in its errors.
/// So <see cref="RequestJsonReader"/> judges the text first, and Google.Protobuf gets only what was accepted.
/// </remarks>
internal static class RequestParser
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a request from text that somebody has decoded.</summary>
    /// <exception cref="RequestJsonException">The text is no such request.</exception>
    public static ParsedRequest<T> Parse<T>(string json)
        where T : IMessage<T>, new()
    {
        ArgumentNullException.ThrowIfNull(json);
        byte[] utf8;
        try
        {
            utf8 = StrictUtf8.GetBytes(json);
        }
        catch (EncoderFallbackException e)
        {
            var before = Encoding.UTF8.GetBytes(json[..e.Index]);
            var (line, column) = JsonPosition.At(before, before.Length);
            throw new RequestJsonException("the text is not valid Unicode", line, column, path: "");
        }

        return Parse<T>(utf8);
    }

    /// <summary>Reads a request from the bytes of a file, so that a byte order mark or broken UTF-8 shows.</summary>
    /// <exception cref="RequestJsonException">The text is no such request.</exception>
    public static ParsedRequest<T> Parse<T>(ReadOnlySpan<byte> utf8)
        where T : IMessage<T>, new()
    {
        var accepted = new ArrayBufferWriter<byte>();
        HashSet<string> present;
        using (var output = new Utf8JsonWriter(accepted))
        {
            present = new RequestJsonReader(utf8, output).Read(new T().Descriptor);
        }

        return new ParsedRequest<T>(JsonParser.Default.Parse<T>(Encoding.UTF8.GetString(accepted.WrittenSpan)), present);
    }
}
