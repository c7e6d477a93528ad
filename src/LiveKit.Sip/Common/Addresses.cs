using System.Globalization;

namespace LiveKit.Sip.Common;

/// <summary>Addresses as messages show them.</summary>
internal static class Addresses
{
    /// <summary>The place that is connected to: host and port, the port always included, an IPv6 address in brackets.</summary>
    public static string HostAndPort(Uri address) => string.Create(CultureInfo.InvariantCulture, $"{address.Host}:{address.Port}");
}
