using System.Text.RegularExpressions;

namespace LiveKit.Sip.Tool.Words;

/// <summary>Keeps phone numbers out of what is printed.</summary>
internal static partial class PhoneNumber
{
    private const int ShownBefore = 3;
    private const int ShownAfter = 2;

    /// <summary>The text with every number in it like <c>+15*******23</c>.</summary>
    public static string Mask(string text) => LooksLikeNumber.Replace(text, static match => MaskWhole(match.Value));

    private static string MaskWhole(string number)
        => string.Concat(number.AsSpan(0, ShownBefore), new string('*', number.Length - ShownBefore - ShownAfter), number.AsSpan(number.Length - ShownAfter));

    [GeneratedRegex(@"\+?\d(?:[ .()-]{0,2}\d){6,}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LooksLikeNumber { get; }
}
