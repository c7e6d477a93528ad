using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>A certificate of our own making for localhost.</summary>
internal static class TestCertificate
{
    public static X509Certificate2 Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));

        // By way of PKCS #12, because TLS on Windows takes no key that lives only in memory.
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
    }
}
