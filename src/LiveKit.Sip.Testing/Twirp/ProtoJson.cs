using System.Collections;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Testing.Twirp;

/// <summary>
/// This writer formats messages as LiveKit's server does: names are in snake_case, default values are written, and a message that is
/// not set is <c>null</c>. It exists because the formatter of Google.Protobuf leaves the nulls out.
/// </summary>
internal static class ProtoJson
{
    public static byte[] Write(IMessage message)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteMessage(json, message);
        }

        return buffer.ToArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, IMessage message)
    {
        if (message.Descriptor.File.Package == "google.protobuf")
        {
            json.WriteRawValue(JsonFormatter.Default.Format(message));
            return;
        }

        json.WriteStartObject();
        foreach (var field in message.Descriptor.Fields.InDeclarationOrder())
        {
            // An optional field and a member of a oneof have presence, so LiveKit leaves them out when they are not set.
            if (field.ContainingOneof is not null && !field.Accessor.HasValue(message))
            {
                continue;
            }

            json.WritePropertyName(field.Name);
            WriteField(json, field, field.Accessor.GetValue(message));
        }

        json.WriteEndObject();
    }

    private static void WriteField(Utf8JsonWriter json, FieldDescriptor field, object? value)
    {
        if (field.IsMap)
        {
            json.WriteStartObject();
            var valueField = field.MessageType.FindFieldByNumber(2);
            foreach (DictionaryEntry entry in (IDictionary)value!)
            {
                json.WritePropertyName(Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!);
                WriteValue(json, valueField, entry.Value);
            }

            json.WriteEndObject();
        }
        else if (field.IsRepeated)
        {
            json.WriteStartArray();
            foreach (var item in (IList)value!)
            {
                WriteValue(json, field, item);
            }

            json.WriteEndArray();
        }
        else
        {
            WriteValue(json, field, value);
        }
    }

    private static void WriteValue(Utf8JsonWriter json, FieldDescriptor field, object? value)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case IMessage message: WriteMessage(json, message); break;
            case string text: json.WriteStringValue(text); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case int number: json.WriteNumberValue(number); break;
            case uint number: json.WriteNumberValue(number); break;
            // The proto3 JSON mapping writes 64-bit integers as strings, because a JavaScript number cannot hold them exactly.
            case long number: json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case ulong number: json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case double number: json.WriteNumberValue(number); break;
            case float number: json.WriteNumberValue(number); break;
            case ByteString bytes: json.WriteBase64StringValue(bytes.Span); break;
            default: WriteEnum(json, field.EnumType, Convert.ToInt32(value, CultureInfo.InvariantCulture)); break;
        }
    }

    private static void WriteEnum(Utf8JsonWriter json, EnumDescriptor type, int number)
    {
        if (type.FindValueByNumber(number) is { } known)
        {
            json.WriteStringValue(known.Name);
        }
        else
        {
            json.WriteNumberValue(number);
        }
    }
}
