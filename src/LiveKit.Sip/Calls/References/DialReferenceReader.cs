using System.Text;
using System.Text.Json;
using LiveKit.Sip.Json;

namespace LiveKit.Sip.Calls.References;

/// <summary>Reads references that were kept as JSON, and says what is wrong with a text that is none.</summary>
internal static class DialReferenceReader
{
    /// <exception cref="RequestJsonException">The text is no reference.</exception>
    public static DialReference Read(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        try
        {
            return JsonSerializer.Deserialize(utf8, DialReferenceJson.Default.DialReference)
                ?? throw Problem("a JSON object is expected", utf8, offset: 0, path: "");
        }
        catch (JsonException e)
        {
            var offset = JsonPosition.OffsetOf(e, utf8);
            var path = (e.Path ?? "").TrimStart('$').TrimStart('.');
            var isSyntax = e.InnerException is JsonException;
            throw isSyntax ? JsonSyntax.Explain(utf8, offset, IsAfterTheObject(utf8, offset), path)
                : Problem(path.Length == 0 ? "a JSON object is expected" : $"{path} has a value of the wrong kind", utf8, offset, path);
        }
        catch (ArgumentException e) when (e is not RequestJsonException)
        {
            // The reference's own check: fields are missing, or contradict each other.
            throw Problem(e.Message, utf8, offset: 0, path: "");
        }
    }

    private static bool IsAfterTheObject(ReadOnlySpan<byte> utf8, int offset)
    {
        var reader = new Utf8JsonReader(utf8[..offset]);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static RequestJsonException Problem(string problem, ReadOnlySpan<byte> utf8, int offset, string path)
    {
        var (line, column) = JsonPosition.At(utf8, offset);
        return new RequestJsonException(problem, line, column, path);
    }
}
