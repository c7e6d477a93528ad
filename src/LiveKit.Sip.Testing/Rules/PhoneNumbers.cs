namespace LiveKit.Sip.Testing.Rules;

/// <summary>LiveKit compares phone numbers in a normal form, which this class produces.</summary>
internal static class PhoneNumbers
{
    private const string Formatting = " -.()";

    /// <summary>Removes formatting characters and adds a leading plus. An empty text stays empty.</summary>
    public static string Normalize(string number)
    {
        var digits = string.Concat(number.Where(c => !Formatting.Contains(c, StringComparison.Ordinal)));
        return digits.Length == 0 || digits[0] == '+' ? digits : "+" + digits;
    }
}
