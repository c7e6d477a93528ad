using System.Text;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>What fronts answer in the mock's place.</summary>
internal static class ProxyPages
{
    public const string Html = "text/html";
    public const string Protobuf = "application/protobuf";

    /// <summary>A field of 32 bytes of which one is there.</summary>
    public static readonly byte[] Unparsable = [0x0a, 0x20, 0x50];

    public static readonly byte[] NoHttp = "220 mail.example.com ESMTP\r\n"u8.ToArray();

    /// <summary>Never a Twirp error, so that nobody takes a proxy's word for LiveKit's.</summary>
    public static byte[] Page(int status) => Encoding.ASCII.GetBytes($"<html><body>{status} from the proxy</body></html>");

    public static KeyValuePair<string, string>[] TypeHeader(string contentType) => [KeyValuePair.Create("Content-Type", contentType)];
}
