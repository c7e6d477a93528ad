using System.Buffers;
using System.Text;
using System.Text.Json;
using LiveKit.Protocol;

namespace LiveKit.Sip.Calls.Live;

/// <summary>The methods that a connected SIP participant answers (<c>PerformRpc</c>), with their JSON.</summary>
internal static class SipRpc
{
    private const string EndCallMethod = "lk.sip.EndCall";
    private const string GetRemoteHeadersMethod = "lk.sip.GetRemoteHeaders";
    private const string HeadersProperty = "headers";

    public static PerformRpcRequest EndCall(CallParty party, IDictionary<string, string> headers, TimeSpan patience)
        => Request(party, EndCallMethod, patience, json =>
        {
            json.WriteStartObject(HeadersProperty);
            foreach (var (name, value) in headers)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        });

    public static PerformRpcRequest GetRemoteHeaders(CallParty party, IEnumerable<string> include, IEnumerable<string> exclude, TimeSpan patience)
        => Request(party, GetRemoteHeadersMethod, patience, json =>
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
            foreach (var header in json.RootElement.GetProperty(HeadersProperty).EnumerateObject())
            {
                headers[header.Name] = header.Value.GetString() ?? "";
            }

            return headers;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new LiveKitException($"The answer to {GetRemoteHeadersMethod} is not what LiveKit answers.", e);
        }
    }

    private static PerformRpcRequest Request(CallParty party, string method, TimeSpan patience, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return new PerformRpcRequest
        {
            Room = party.RoomName,
            DestinationIdentity = party.Identity,
            Method = method,
            Payload = Encoding.UTF8.GetString(buffer.WrittenSpan),
            ResponseTimeoutMs = (uint)patience.TotalMilliseconds,
        };
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
