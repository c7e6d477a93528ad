using System.Runtime.InteropServices;
using System.Text.Json;

namespace LiveKit.Sip.Json;

/// <summary>Where in a UTF-8 text something is, the way people and editors count.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct JsonPosition(int Line, int Column)
{
    public static JsonPosition At(ReadOnlySpan<byte> utf8, int offset)
    {
        var before = utf8[..offset];
        var column = 1;
        foreach (var b in before[(before.LastIndexOf((byte)'\n') + 1)..])
        {
            // Bytes 10xxxxxx continue a character.
            column += (b & 0xC0) == 0x80 ? 0 : 1;
        }

        return new JsonPosition(before.Count((byte)'\n') + 1, column);
    }

    public static int OffsetOf(JsonException error, ReadOnlySpan<byte> utf8)
    {
        var offset = 0;
        for (var line = error.LineNumber.GetValueOrDefault(); line > 0; line--)
        {
            offset += utf8[offset..].IndexOf((byte)'\n') + 1;
        }

        return Math.Min(offset + (int)error.BytePositionInLine.GetValueOrDefault(), utf8.Length);
    }
}
