using System.Text;
using System.Text.Json;

namespace LiveKit.Sip.Json;

/// <summary>Names what is wrong with a text that is no JSON.</summary>
/// <remarks>System.Text.Json's own messages quote the text, which may be a secret.</remarks>
internal static class JsonSyntax
{
    private const string Structural = "{}[]:,'\"`;=#+.*()<>";

    public static RequestJsonException Explain(ReadOnlySpan<byte> utf8, int offset, bool afterTheObject, string path)
    {
        var (line, column) = JsonPosition.At(utf8, offset);
        return new RequestJsonException(Problem(utf8, offset, afterTheObject), line, column, path);
    }

    private static string Problem(ReadOnlySpan<byte> utf8, int offset, bool afterTheObject)
    {
        if (utf8.StartsWith(Encoding.UTF8.Preamble))
        {
            return "the text starts with a byte order mark";
        }

        var before = utf8[..offset].TrimEnd(" \t\r\n"u8);
        if (offset == utf8.Length)
        {
            return before.IsEmpty ? "the text is empty; a JSON object is expected" : "the text ends too early";
        }

        var found = utf8[offset];
        if (found == '/')
        {
            return "comments are not allowed";
        }

        if (afterTheObject)
        {
            return "there is something after the JSON object; only one object is allowed";
        }

        if (found is (byte)'}' or (byte)']' && before is [.., (byte)','])
        {
            return "trailing commas are not allowed";
        }

        if (found == ',' && utf8[(offset + 1)..].Trim(" \t\r\n"u8).IsEmpty)
        {
            return "the text ends too early";
        }

        if (found < ' ')
        {
            return "line breaks and control characters inside a text must be escaped";
        }

        return Structural.Contains((char)found, StringComparison.Ordinal)
            ? $"invalid JSON: unexpected {(char)found}"
            : "invalid JSON";
    }
}
