using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace LiveKit.Sip.Json;

/// <summary>The values that JSON writes in more than one way, brought into the one that Google.Protobuf reads.</summary>
internal static class JsonScalars
{
    private const NumberStyles Number = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
    private const long MaxSeconds = 315_576_000_000;

    /// <summary>A whole number, written as JSON writes numbers (<c>5</c>, <c>5.0</c>, <c>1e3</c>), within the range of the field's type.</summary>
    public static bool TryReadInteger(string text, FieldType type, out Int128 value)
    {
        var digits = text.AsSpan(text.StartsWith('-') ? 1 : 0);
        value = 0;
        if (digits is not ['0'] and not ['0', '.' or 'e' or 'E', ..] and not [>= '1' and <= '9', ..]
            || !char.IsAsciiDigit(digits[^1])
            || !Int128.TryParse(text, Number, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        return type switch
        {
            FieldType.UInt32 => value >= uint.MinValue && value <= uint.MaxValue,
            FieldType.Int64 => value >= long.MinValue && value <= long.MaxValue,
            FieldType.UInt64 => value >= ulong.MinValue && value <= ulong.MaxValue,
            _ => value >= int.MinValue && value <= int.MaxValue,
        };
    }

    /// <summary>A duration in seconds (<c>5s</c>, <c>-5s</c>, <c>.5s</c>, <c>1.s</c>), at most nine decimals.</summary>
    public static bool TryReadDuration(string text, out string normalized)
    {
        normalized = "";
        if (!text.EndsWith('s'))
        {
            return false;
        }

        var number = text.AsSpan(0, text.Length - 1);
        var sign = number.StartsWith("-") ? "-" : "";
        number = number is ['-' or '+', ..] ? number[1..] : number;
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? default : number[(point + 1)..];
        if ((whole.IsEmpty && point < 0) || number.IsEmpty
            || whole is ['0', _, ..]
            || fraction.Length > 9
            || whole.ContainsAnyExceptInRange('0', '9')
            || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        var seconds = 0L;
        if (!whole.IsEmpty && (!long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out seconds) || seconds > MaxSeconds))
        {
            return false;
        }

        normalized = fraction.IsEmpty
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}s")
            : string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds}.{fraction}s");
        return true;
    }

    public static bool IsTimestamp(string text)
    {
        try
        {
            JsonParser.Default.Parse<Timestamp>($"\"{System.Text.Json.JsonEncodedText.Encode(text)}\"");
            return true;
        }
        catch (InvalidProtocolBufferException)
        {
            return false;
        }
    }
}
