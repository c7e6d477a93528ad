using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>What a certificate says, for messages. Anybody can write anything into a certificate, so that it is shown on one line and cut.</summary>
internal static class CertificateText
{
    private const int MaxLength = 100;
    private const int MaxNames = 5;

    /// <summary>When the certificate is valid, where the time is what it was refused for.</summary>
    public static string Dates(X509Certificate2 certificate)
    {
        // The month is a word, because a date of digits alone would be masked as a phone number.
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var (from, until) = (certificate.NotBefore.ToUniversalTime(), certificate.NotAfter.ToUniversalTime());
        return until < now ? string.Create(CultureInfo.InvariantCulture, $"it expired on {until:d MMMM yyyy} at {until:HH:mm} UTC")
            : from > now ? string.Create(CultureInfo.InvariantCulture, $"it is not valid before {from:d MMMM yyyy} at {from:HH:mm} UTC")
            : "a certificate that it was issued with has expired or is not valid yet";
    }

    /// <summary>The host names and addresses that the certificate is for.</summary>
    public static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(static address => address.ToString())))
            .Take(MaxNames + 1)
            .ToList();
        return names.Count == 0 ? Line(certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false))
            : Line(string.Join(", ", names.Take(MaxNames))) + (names.Count > MaxNames ? " and others" : "");
    }

    /// <summary>The text on one line, at most a hundred characters of it, and with a question mark for what no line shows.</summary>
    public static string Line(string text)
    {
        var line = new StringBuilder(Math.Min(text.Length, MaxLength + 1));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length >= MaxLength)
            {
                return line.Append('…').ToString();
            }

            line.Append(IsShown(rune) ? rune.ToString() : "?");
        }

        return line.ToString();
    }

    private static bool IsShown(Rune rune) => rune.Value == ' ' || Rune.IsLetterOrDigit(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune);
}
