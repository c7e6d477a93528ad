using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using LiveKit.Sip.Json;

namespace LiveKit.Sip;

/// <content>The reference as JSON, and what is wrong with a text that is none.</content>
public sealed partial class DialReference
{
    /// <summary>Writes the reference as JSON, the same that <see cref="JsonSerializer"/> makes of it under default options.</summary>
    /// <returns>One JSON object on one line.</returns>
    public string ToJson() => JsonSerializer.Serialize(this, JsonContext.Default.DialReference);

    /// <summary>Reads what <see cref="ToJson"/> or <see cref="JsonSerializer"/> wrote. Fields that a newer version may have added are skipped.</summary>
    /// <param name="json">The JSON text.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="RequestJsonException">The text is no reference; line and column, or the missing fields, are named.</exception>
    public static DialReference FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(json);
    }

    /// <exception cref="RequestJsonException">The text is no reference.</exception>
    private static DialReference Read(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        try
        {
            return JsonSerializer.Deserialize(utf8, JsonContext.Default.DialReference)
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

    /// <summary>Reads and writes references without reflection.</summary>
    [JsonSerializable(typeof(DialReference))]
    private sealed partial class JsonContext : JsonSerializerContext;
}
