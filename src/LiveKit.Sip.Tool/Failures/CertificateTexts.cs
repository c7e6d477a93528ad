using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace LiveKit.Sip.Tool.Failures;

/// <summary>What is wrong with a server's certificate, in words.</summary>
internal static class CertificateTexts
{
    public static string Of(SslPolicyErrors errors, X509Certificate? certificate, X509Chain? chain, string host, DateTimeOffset now)
    {
        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the server shows no certificate";
        }

        var problems = new List<string>();
        if (shown.NotAfter.ToUniversalTime() < now.UtcDateTime)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"it expired on {shown.NotAfter.ToUniversalTime():yyyy-MM-dd}"));
        }
        else if (shown.NotBefore.ToUniversalTime() > now.UtcDateTime)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"it is valid from {shown.NotBefore.ToUniversalTime():yyyy-MM-dd} on only"));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            problems.Add($"it is for {NamesOf(shown)} and not for {host}");
        }

        var statuses = (chain?.ChainStatus ?? []).Select(static status => status.Status).ToHashSet();
        if (statuses.Overlaps([X509ChainStatusFlags.UntrustedRoot, X509ChainStatusFlags.PartialChain]))
        {
            problems.Add(shown.Subject == shown.Issuer ? "it is signed by itself, which this machine does not trust" : "this machine does not trust who issued it");
        }

        if (statuses.Contains(X509ChainStatusFlags.Revoked))
        {
            problems.Add("it has been revoked");
        }

        return problems.Count == 0
            ? $"the certificate was refused ({string.Join(", ", statuses)})"
            : $"the certificate was refused: {string.Join("; ", problems)}";
    }

    private static string NamesOf(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(static extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(static address => address.ToString())))
            .ToList();
        return names.Count > 0 ? string.Join(", ", names) : certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
    }
}
