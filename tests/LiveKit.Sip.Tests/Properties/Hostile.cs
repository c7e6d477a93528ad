using FsCheck;
using FsCheck.Fluent;

namespace LiveKit.Sip.Tests.Properties;

/// <summary>Inputs that somebody careless or malicious could give, and what must not show of them.</summary>
internal static class Hostile
{
    /// <summary>A secret that no text holds by chance.</summary>
    public const string Secret = "s3cr3t-Pa55w0rd";

    /// <summary>A phone number, the digits of which no text holds by chance.</summary>
    public const string Number = "+15005550123";

    private const string Digits = "5005550123";

    private static readonly string[] Fragments =
    [
        "", "a", "Z", "0", "+1", " ", "\t", "\n", "\r\n", "\0", "\u001b[31m", "\u007f", "\u0085", "\u00a0", "\u00ad", "\u200b", "\u200e", "\u2028", "\u202e", "\u2066", "\ufeff", "\ufffe", "\ufffd",
        "\ud800", "\udfff", "\ud83d", "😀", "é", "e\u0301", "ß", "٣", "１", "漢字", "\ue000", "\"", "'", "\\", "\\\"", "\\u0000", "\\ud800", "{", "}", "[", "]", ":", ",", "/", "//", "/*", "<", ">", "@", "%",
        "%00", "=", "&", ";", "#", "*", ".", "..", "-", "_", "~", "null", "true", "NaN", "1e999", "-0", "9999999999999999999", "sip:", "tel:", "sip.", "lk.", "transport=tcp", "Bearer ", "eyJhbGciOiJIUzI1NiJ9",
        "{0}", "%s", "${jndi:x}", "From", "f", "X-A",
    ];

    /// <summary>Any text: short ones of the characters that break things, now and then a long one, whatever FsCheck makes up, and null.</summary>
    public static Gen<string?> TextOrNull() => Gen.Frequency((20, Text().Select(static text => (string?)text)), (1, Gen.Constant<string?>(null)));

    /// <summary>Any text, as <see cref="TextOrNull"/>, but never null.</summary>
    public static Gen<string> Text() => Gen.Frequency(
        (12, Gen.Elements(Fragments).ArrayOf().Select(static parts => string.Concat(parts.Take(12)))),
        (3, Gen.Choose(0, 0xFFFF).Select(static unit => (char)unit).ArrayOf().Select(static units => new string(units))),
        (3, Gen.Choose(' ', '~').Select(static unit => (char)unit).ArrayOf().Select(static units => new string(units))),
        (1, Gen.Elements(Fragments).Zip(Gen.Elements(63, 64, 128, 129, 255, 256, 257, 1024, 1025, 5000)).Select(static pair => string.Concat(Enumerable.Repeat(pair.Item1, pair.Item2)))));

    /// <summary>A text with up to four characters added, taken away or changed.</summary>
    public static Gen<string> Damaged(string text)
        => Gen.Choose(0, Math.Max(text.Length - 1, 0)).Zip(Gen.Choose(0, 2)).Zip(Gen.Elements(Fragments)).ArrayOf(4).Zip(Gen.Choose(0, 4)).Select(input =>
        {
            var damaged = text;
            foreach (var ((at, kind), fragment) in input.Item1.Take(input.Item2))
            {
                var place = Math.Min(at, damaged.Length);
                var taken = kind == 0 ? 0 : Math.Min(1, damaged.Length - place);
                damaged = string.Concat(damaged.AsSpan(0, place), kind == 1 ? "" : fragment, damaged.AsSpan(place + taken));
            }

            return damaged;
        });

    /// <summary>Any time, those at the ends of the calendar among them.</summary>
    public static Gen<DateTimeOffset> Time() => Gen.Frequency(
        (1, Gen.Elements(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, DateTimeOffset.UnixEpoch, default)),
        (3, Gen.Choose(-1_000_000, 1_000_000).Select(static hours => new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero).AddMinutes(hours))));

    /// <summary>Any span, those at the ends among them.</summary>
    public static Gen<TimeSpan> Span() => Gen.Frequency(
        (1, Gen.Elements(TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero, TimeSpan.FromTicks(-1), TimeSpan.FromDays(36_500), TimeSpan.FromDays(4_000_000))),
        (2, Gen.Choose(int.MinValue, int.MaxValue).Select(static milliseconds => TimeSpan.FromMilliseconds(milliseconds))));

    /// <summary>Checks that a message keeps to one line, and that neither it nor those of the inner exceptions, which other libraries word, show the secret or the number.</summary>
    public static void AssertDiscreet(Exception exception)
    {
        AssertDiscreet(exception.Message);
        for (var e = exception.InnerException; e is not null; e = e.InnerException)
        {
            AssertHides(e.Message);
        }
    }

    /// <summary>Checks that a text keeps to one line and shows neither the secret nor the number.</summary>
    public static void AssertDiscreet(string text)
    {
        AssertHides(text);
        Assert.DoesNotContain(text, static unit => char.IsControl(unit) || unit is '\u2028' or '\u2029' or (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069'));
        for (var i = 0; i < text.Length; i++)
        {
            Assert.True(!char.IsSurrogate(text[i]) || char.IsSurrogatePair(text, i), "half of a surrogate pair is shown");
            i += char.IsSurrogate(text[i]) ? 1 : 0;
        }
    }

    /// <summary>Checks that a text shows neither the secret nor the number.</summary>
    public static void AssertHides(string text)
    {
        Assert.DoesNotContain(Secret, text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(Digits, text, StringComparison.Ordinal);
    }
}
