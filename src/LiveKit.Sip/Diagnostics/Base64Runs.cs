namespace LiveKit.Sip.Diagnostics;

/// <summary>Reads base64 of either alphabet out of the middle of a text.</summary>
internal static class Base64Runs
{
    private const int BitsOfCharacter = 6;
    private const int BitsOfByte = 8;

    /// <summary>How many characters hang together here that base64 may consist of.</summary>
    public static int LengthAt(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && ValueOf(text[length]) >= 0)
        {
            length++;
        }

        return length;
    }

    /// <summary>Decodes up to the first character that base64 cannot have.</summary>
    /// <returns>The count of bytes.</returns>
    public static int Decode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        var (bits, bitCount, count) = (0, 0, 0);
        foreach (var character in text)
        {
            var value = ValueOf(character);
            if (value < 0)
            {
                break;
            }

            bits = (bits << BitsOfCharacter) | value;
            bitCount += BitsOfCharacter;
            if (bitCount >= BitsOfByte)
            {
                bitCount -= BitsOfByte;
                bytes[count++] = (byte)(bits >> bitCount);
                bits &= (1 << bitCount) - 1;
            }
        }

        return count;
    }

    private static int ValueOf(char character) => character switch
    {
        >= 'A' and <= 'Z' => character - 'A',
        >= 'a' and <= 'z' => character - 'a' + 26,
        >= '0' and <= '9' => character - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => -1,
    };
}
