using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>Certificates that no machine trusts, with a fault of the test's choice.</summary>
internal static class Certificates
{
    /// <summary>A certificate that has signed itself.</summary>
    public static X509Certificate2 SelfSigned(string name, DateTimeOffset notAfter, string? subject = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request(name, subject ?? $"CN={name}", key).CreateSelfSigned(notAfter.AddYears(-1), notAfter);
        return Usable(certificate);
    }

    /// <summary>A certificate of an authority that nobody knows.</summary>
    public static X509Certificate2 Issued(string name, string issuer, DateTimeOffset notAfter)
    {
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest($"CN={issuer}", issuerKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var root = authority.CreateSelfSigned(notAfter.AddYears(-1), notAfter);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var bare = Request(name, $"CN={name}", key).Create(root, notAfter.AddYears(-1), notAfter, [1, 2, 3, 4]);
        using var certificate = bare.CopyWithPrivateKey(key);
        return Usable(certificate);
    }

    private static CertificateRequest Request(string name, string subject, ECDsa key)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // By way of PKCS #12, because TLS on Windows takes no key that lives only in memory.
    private static X509Certificate2 Usable(X509Certificate2 certificate)
        => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
}
