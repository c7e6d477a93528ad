namespace LiveKit.Sip.Testing.Rules;

/// <summary>Phone numbers as LiveKit compares them.</summary>
internal static class PhoneNumbers
{
    private const string Formatting = " -.()";

    /// <summary>Without formatting, and with a plus; nothing stays nothing.</summary>
    public static string Normalize(string number)
    {
        var digits = string.Concat(number.Where(c => !Formatting.Contains(c, StringComparison.Ordinal)));
        return digits.Length == 0 || digits[0] == '+' ? digits : "+" + digits;
    }
}
