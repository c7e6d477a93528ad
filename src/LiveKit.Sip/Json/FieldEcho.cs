using System.Text.Encodings.Web;
using System.Text.Json;
using Google.Protobuf.Reflection;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Json;

/// <summary>How much of a refused text or value an error message may show.</summary>
internal static class FieldEcho
{
    private const int MaxLength = 40;

    /// <summary>The value, or only its kind where it may be a secret or a phone number.</summary>
    public static string Value(JsonTokenType type, string text, FieldDescriptor field)
    {
        var secret = IsSecret(field);
        return type switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => secret ? "a text" : Quoted(text),
            JsonTokenType.Number => secret ? "a number" : Shown(text),
            _ => secret && type != JsonTokenType.Null ? "a boolean" : text,
        };
    }

    public static string Quoted(string text) => $"\"{Shown(text)}\"";

    /// <summary>The text, short, on one line and with the phone numbers in it masked.</summary>
    public static string Shown(string text)
    {
        var masked = PhoneNumbers.Redact(text);
        if (masked.Length > MaxLength)
        {
            masked = string.Concat(masked.AsSpan(0, MaxLength - (char.IsHighSurrogate(masked[MaxLength - 1]) ? 1 : 0)), "…");
        }

        return JsonEncodedText.Encode(masked, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString();
    }

    private static bool IsSecret(FieldDescriptor field)
        => field.IsMap // of headers and attributes, which may carry credentials
            || SecretFields.Holds(field)
            || (field.FieldType == FieldType.String
                && (field.Name is "sip_call_to" or "to_user_override" or "transfer_to" || field.Name.Contains("number", StringComparison.Ordinal)));
}
