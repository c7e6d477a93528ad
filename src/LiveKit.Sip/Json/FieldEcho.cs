using System.Buffers;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Json;

/// <summary>How much of a refused text or value an error message may show.</summary>
internal static class FieldEcho
{
    private const int MaxLength = 40;
    private const string NotShown = "(not shown, because it is no field's name and may hold a secret)";

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_-");
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("+0123456789 -.()");
    private static readonly string[] SecretWords = ["password", "passwd", "secret", "token"];

    // A name with a secret's word in it is shown only if nothing else is in it but one of these.
    private static readonly HashSet<string> OwnersOfSecrets = new(StringComparer.OrdinalIgnoreCase) { "", "auth", "sip", "sipauth", "trunk", "trunkauth", "api", "access" };

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
        var masked = PhoneNumbers.Redact(Secrets.Hide(text, []));
        if (masked.Length > MaxLength)
        {
            masked = string.Concat(masked.AsSpan(0, MaxLength - (char.IsHighSurrogate(masked[MaxLength - 1]) ? 1 : 0)), "…");
        }

        var line = new StringBuilder(masked.Length);
        for (var i = 0; i < masked.Length; i++)
        {
            i += AppendEscaped(line, masked, i);
        }

        return line.ToString();
    }

    /// <summary>The key of a map's entry. Where a quotation mark is missing, a key holds its value too, so it is shown up to what no key needs.</summary>
    public static string Key(string key)
    {
        var end = key.AsSpan().IndexOfAny("\":=, ");
        return end < 0 ? Quoted(key) : $"\"{Shown(key[..end])}…\"";
    }

    /// <summary>
    /// An unknown field's name. Where a quotation mark is missing, a name holds the password that should have been a value, so only what looks
    /// like a field's name is shown.
    /// </summary>
    /// <param name="name">The name that the text has.</param>
    /// <param name="fields">The fields that could have been meant.</param>
    public static string UnknownName(string name, IList<FieldDescriptor> fields)
    {
        if (name.AsSpan().ContainsAnyExcept(NameCharacters) || name.Length > MaxLength)
        {
            // What is nothing but a phone number is masked like one.
            if (!name.AsSpan().ContainsAnyExcept(NumberCharacters) && PhoneNumbers.Redact(name) is var masked && masked != name)
            {
                return Quoted(masked);
            }

            return fields.FirstOrDefault(field => Begins(name, field.Name) || Begins(name, field.JsonName)) is { } known ? $"\"{known.Name}…\"" : NotShown;
        }

        var letters = name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        var secret = Array.Find(SecretWords, word => letters.Contains(word, StringComparison.OrdinalIgnoreCase));
        return secret is null || OwnersOfSecrets.Contains(letters.Replace(secret, "", StringComparison.OrdinalIgnoreCase)) ? Quoted(name) : $"\"…{secret}…\"";
    }

    private static bool Begins(string name, string field)
        => name.StartsWith(field, StringComparison.OrdinalIgnoreCase) && name.Length > field.Length && !NameCharacters.Contains(name[field.Length]);

    /// <summary>Appends the character that begins here, as JSON escapes it; also what is invisible, which would hide the rest or turn it around.</summary>
    /// <returns>How many more of the text's units the character has.</returns>
    private static int AppendEscaped(StringBuilder line, string text, int index)
    {
        if (!Rune.TryGetRuneAt(text, index, out var rune))
        {
            VisibleText.AppendCode(line, text[index]);
            return 0;
        }

        switch (text[index])
        {
            case '"' or '\\':
                line.Append('\\').Append(text[index]);
                break;
            case '\n':
                line.Append("\\n");
                break;
            case '\r':
                line.Append("\\r");
                break;
            case '\t':
                line.Append("\\t");
                break;
            default:
                if (VisibleText.IsShown(rune))
                {
                    line.Append(text, index, rune.Utf16SequenceLength);
                    break;
                }

                foreach (var unit in text.AsSpan(index, rune.Utf16SequenceLength))
                {
                    VisibleText.AppendCode(line, unit);
                }

                break;
        }

        return rune.Utf16SequenceLength - 1;
    }

    private static bool IsSecret(FieldDescriptor field)
        => field.IsMap // of headers and attributes, which may carry credentials
            || SecretFields.Holds(field)
            || (field.FieldType == FieldType.String
                && (field.Name is "sip_call_to" or "to_user_override" or "transfer_to" || field.Name.Contains("number", StringComparison.Ordinal)));
}
