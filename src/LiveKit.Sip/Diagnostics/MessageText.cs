using System.Collections;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Writes a message for people: like JSON, with its secrets left out and phone numbers masked wherever they stand.</summary>
internal static class MessageText
{
    public static string Of(IMessage message)
    {
        using var text = new StringWriter(new StringBuilder(), System.Globalization.CultureInfo.InvariantCulture);
        WriteMessage(text, message);
        return text.ToString();
    }

    /// <summary>
    /// Hides tokens, and masks phone numbers, also in the names that LiveKit makes of them: identities such as <c>sip_15005550123</c>, rooms
    /// such as <c>call-_15005550123_aBcD</c>.
    /// </summary>
    public static string Mask(string words) => string.Join('_', Secrets.Hide(words, []).Split('_').Select(PhoneNumbers.Redact));

    private static void WriteMessage(StringWriter text, IMessage message)
    {
        var separator = "{ ";
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            var value = field.Accessor.GetValue(message);
            if (IsSet(field, message, value))
            {
                text.Write($"{separator}\"{field.JsonName}\": ");
                WriteField(text, field, value);
                separator = ", ";
            }
        }

        text.Write(separator == "{ " ? "{ }" : " }");
    }

    private static bool IsSet(FieldDescriptor field, IMessage message, object value) => value switch
    {
        IDictionary map => map.Count > 0,
        IList list => list.Count > 0,
        _ when field.HasPresence => field.Accessor.HasValue(message),
        string { Length: 0 } or ByteString { IsEmpty: true } or false => false,
        System.Enum or int or long or uint or ulong or float or double => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture) != 0,
        _ => true,
    };

    private static void WriteField(StringWriter text, FieldDescriptor field, object value)
    {
        if (SecretFields.Holds(field))
        {
            WriteValue(text, Secret.Hidden);
        }
        else if (value is IDictionary map)
        {
            var separator = "{ ";
            foreach (DictionaryEntry entry in map)
            {
                text.Write(separator);
                WriteValue(text, entry.Key);
                text.Write(": ");
                WriteValue(text, entry.Value!);
                separator = ", ";
            }

            text.Write(" }");
        }
        else if (value is IList list)
        {
            var separator = "[ ";
            foreach (var element in list)
            {
                text.Write(separator);
                WriteValue(text, element!);
                separator = ", ";
            }

            text.Write(" ]");
        }
        else
        {
            WriteValue(text, value);
        }
    }

    // The JSON of Google.Protobuf escapes most of what cannot be seen; the rest would turn the direction of writing.
    private static void WriteText(StringWriter text, string words)
    {
        using var json = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        JsonFormatter.Default.WriteValue(json, Mask(words));
        text.Write(VisibleText.Line(json.ToString()));
    }

    private static void WriteValue(StringWriter text, object value)
    {
        switch (value)
        {
            case Any any:
                // What is packed in it could be anything.
                WriteText(text, any.TypeUrl);
                break;
            case IMessage { Descriptor.File.Package: "google.protobuf" } time:
                text.Write(time.ToString());
                break;
            case IMessage message:
                WriteMessage(text, message);
                break;
            case string words:
                WriteText(text, words);
                break;
            default:
                JsonFormatter.Default.WriteValue(text, value);
                break;
        }
    }
}
