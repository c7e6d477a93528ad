using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace LiveKit.Sip.Testing.Twirp;

/// <summary>
/// This reader takes the JSON that LiveKit's server takes, which reads with Go's protojson and drops what it does not know. It rewrites the
/// JSON into the stricter form that the parser of Google.Protobuf takes, and refuses what only that parser would take.
/// </summary>
internal static partial class GoProtoJson
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    // The limit of Google.Protobuf's parser is lower, and the request fails at whichever comes first.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 128 };

    /// <summary>Reads a message.</summary>
    /// <exception cref="FormatException">The JSON is not a message of the type.</exception>
    public static IMessage Read(MessageDescriptor type, byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(StrictUtf8.GetString(json), Options);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                RewriteMessage(writer, type, document.RootElement);
            }

            return Parser.Parse(StrictUtf8.GetString(buffer.WrittenSpan), type);
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException or InvalidProtocolBufferException or InvalidJsonException or InvalidOperationException)
        {
            // The reader throws InvalidOperationException for a lone surrogate that is written as an escape.
            throw new FormatException("The JSON is not a message of the type.", e);
        }
    }

    private static void RewriteMessage(Utf8JsonWriter writer, MessageDescriptor type, JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            RewriteScalarMessage(writer, type, json);
            return;
        }

        var seen = new HashSet<object>();
        writer.WriteStartObject();
        foreach (var member in json.EnumerateObject())
        {
            if (Find(type, member.Name) is not { } field)
            {
                continue;
            }

            var isNull = member.Value.ValueKind == JsonValueKind.Null;
            if (!seen.Add(field) || (!isNull && field.RealContainingOneof is { } oneof && !seen.Add(oneof)))
            {
                throw new FormatException($"{field.Name} is there twice.");
            }

            if (!IsUnknownEnum(field, member.Value))
            {
                writer.WritePropertyName(field.JsonName);
                RewriteField(writer, field, member.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static void RewriteScalarMessage(Utf8JsonWriter writer, MessageDescriptor type, JsonElement json)
    {
        if (type.FullName == Duration.Descriptor.FullName && json.ValueKind == JsonValueKind.String)
        {
            writer.WriteStringValue(RewriteDuration(json.GetString()!));
        }
        else
        {
            json.WriteTo(writer);
        }
    }

    private static void RewriteField(Utf8JsonWriter writer, FieldDescriptor field, JsonElement json)
    {
        if (field.IsMap && json.ValueKind == JsonValueKind.Object)
        {
            RewriteMap(writer, field.MessageType.FindFieldByNumber(2), json);
        }
        else if (field.IsRepeated && !field.IsMap && json.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in json.EnumerateArray().Where(item => !IsUnknownEnum(field, item)))
            {
                RewriteValue(writer, field, item);
            }

            writer.WriteEndArray();
        }
        else
        {
            RewriteValue(writer, field, json);
        }
    }

    private static void RewriteMap(Utf8JsonWriter writer, FieldDescriptor valueField, JsonElement json)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        writer.WriteStartObject();
        foreach (var entry in json.EnumerateObject())
        {
            if (!keys.Add(entry.Name))
            {
                throw new FormatException("A key of a map is there twice.");
            }

            if (!IsUnknownEnum(valueField, entry.Value))
            {
                writer.WritePropertyName(entry.Name);
                RewriteValue(writer, valueField, entry.Value);
            }
        }

        writer.WriteEndObject();
    }

    private static void RewriteValue(Utf8JsonWriter writer, FieldDescriptor field, JsonElement json)
    {
        switch (field.FieldType)
        {
            case FieldType.Message when !field.IsMap:
                RewriteMessage(writer, field.MessageType, json);
                break;
            case FieldType.Bytes when json.ValueKind == JsonValueKind.String:
                writer.WriteStringValue(RewriteBase64(json.GetString()!));
                break;
            case FieldType.String when json.ValueKind == JsonValueKind.String:
                writer.WriteStringValue(json.GetString());
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static FieldDescriptor? Find(MessageDescriptor type, string name)
        => type.FindFieldByName(name) ?? type.Fields.InDeclarationOrder().FirstOrDefault(field => field.JsonName == name);

    private static bool IsUnknownEnum(FieldDescriptor field, JsonElement json)
        => field.FieldType == FieldType.Enum && json.ValueKind == JsonValueKind.String && field.EnumType.FindValueByName(json.GetString()!) is null;

    private static string RewriteDuration(string text)
    {
        var match = GoDuration().Match(text);
        if (!match.Success)
        {
            throw new FormatException("A duration is no number of seconds.");
        }

        var sign = match.Groups["sign"].Value == "-" ? "-" : "";
        var seconds = match.Groups["seconds"].Value;
        var fraction = match.Groups["fraction"].Value;
        return $"{sign}{(seconds.Length > 0 ? seconds : "0")}{(fraction.Length > 0 ? "." : "")}{fraction}s";
    }

    // Go reads the URL-safe alphabet when one of its own characters appears, and pads what is not padded.
    private static string RewriteBase64(string text)
    {
        var data = text.ReplaceLineEndings("");
        if (data.AsSpan().ContainsAny('-', '_'))
        {
            data = data.AsSpan().ContainsAny('+', '/')
                ? throw new FormatException("Base64 of both alphabets is mixed.")
                : data.Replace('-', '+').Replace('_', '/');
        }

        return text.Length % 4 == 0 ? data : data.PadRight((data.Length + 3) / 4 * 4, '=');
    }

    [GeneratedRegex(
        @"^(?<sign>[+-])?(?<seconds>0|[1-9][0-9]*)?(\.(?<fraction>[0-9]{0,9}))?s\z(?<!^[+-]?s)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex GoDuration();
}
