using System.Security.Authentication;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>This side refused the server's certificate; the message says which one and why.</summary>
internal sealed class CertificateRefusedException : AuthenticationException
{
    public CertificateRefusedException(string message)
        : base(message)
    {
    }
}
