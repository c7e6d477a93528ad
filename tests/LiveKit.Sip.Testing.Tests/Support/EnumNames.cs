using System.Text.RegularExpressions;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>Turns the names of enum values in C# into those on the wire.</summary>
internal static partial class EnumNames
{
    public static string ToUpperSnake(this string name) => Humps().Replace(name, "_").ToUpperInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Humps();
}
