using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>Refuses what .NET refuses too, and says which certificate it was and why: .NET's own exceptions name neither.</summary>
internal static class CertificateCheck
{
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;

    /// <summary>The callback of a handler that has none. A thrown reason reaches the request's exception, a returned <see langword="false"/> does not.</summary>
    /// <exception cref="CertificateRefusedException">The certificate is not one for this server.</exception>
    public static bool Validate(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
        => errors == SslPolicyErrors.None
            ? true
            : throw new CertificateRefusedException(ReasonOf(certificate, chain, errors, (sender as SslStream)?.TargetHostName ?? ""));

    private static string ReasonOf(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, string host)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            return "the server shows no certificate";
        }

        using var shown = new X509Certificate2(certificate);
        var flags = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, static (all, status) => all | status.Status);
        var problems = new List<string>();
        if (flags.HasFlag(X509ChainStatusFlags.NotTimeValid))
        {
            problems.Add(CertificateText.Dates(shown));
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            problems.Add($"it is for {CertificateText.Names(shown)} and not for {host}");
        }

        if ((flags & Untrusted) != X509ChainStatusFlags.NoError)
        {
            problems.Add(shown.SubjectName.RawData.AsSpan().SequenceEqual(shown.IssuerName.RawData)
                ? "it is signed by itself, which this machine does not trust"
                : $"this machine does not trust its issuer {CertificateText.Line(shown.Issuer)}");
        }

        if (flags.HasFlag(X509ChainStatusFlags.Revoked))
        {
            problems.Add("it has been revoked");
        }

        return $"the certificate {CertificateText.Line(shown.Subject)} was refused: {(problems.Count == 0 ? (flags == X509ChainStatusFlags.NoError ? errors.ToString() : flags.ToString()) : string.Join(", ", problems))}";
    }
}
