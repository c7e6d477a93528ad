using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LiveKit.Sip.Rpc;

/// <summary>The methods that a connected SIP participant answers (<c>PerformRpc</c>), with their JSON.</summary>
internal static class ParticipantMethods
{
    public const string EndCall = "lk.sip.EndCall";
    public const string GetRemoteHeaders = "lk.sip.GetRemoteHeaders";
    private const string HeadersProperty = "headers";

    public static string EndCallPayload(IDictionary<string, string> headers) => Payload(json =>
    {
        json.WriteStartObject(HeadersProperty);
        foreach (var (name, value) in headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    });

    public static string GetRemoteHeadersPayload(IEnumerable<string> include, IEnumerable<string> exclude) => Payload(json =>
    {
        WriteArray(json, "include", include);
        WriteArray(json, "exclude", exclude);
    });

    /// <exception cref="LiveKitException">The answer is not what the method answers.</exception>
    public static IReadOnlyDictionary<string, string> ReadHeaders(string payload)
    {
        try
        {
            using var json = JsonDocument.Parse(payload);
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

            // LiveKit leaves out what holds its default, so an answer without headers is one with no headers.
            if (!json.RootElement.TryGetProperty(HeadersProperty, out var found) || found.ValueKind == JsonValueKind.Null)
            {
                return headers;
            }

            foreach (var header in found.EnumerateObject())
            {
                headers[header.Name] = header.Value.GetString() ?? "";
            }

            return headers;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new LiveKitException($"The answer to {GetRemoteHeaders} is not what LiveKit answers.", e);
        }
    }

    private static string Payload(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteArray(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
