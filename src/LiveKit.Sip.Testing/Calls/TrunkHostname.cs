namespace LiveKit.Sip.Testing.Calls;

/// <summary>
/// This class decides whether the host of a trunk resolves. The mock does not ask DNS, so that tests do not depend on it: malformed names
/// and names under <c>.invalid</c> do not resolve, and all others do.
/// </summary>
internal static class TrunkHostname
{
    public static bool Resolves(string hostname)
    {
        var colon = hostname.LastIndexOf(':');
        var host = colon > 0 && hostname.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? hostname[..colon] : hostname;
        return Uri.CheckHostName(host) != UriHostNameType.Unknown && !host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);
    }
}
