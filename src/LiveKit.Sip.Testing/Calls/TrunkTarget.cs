namespace LiveKit.Sip.Testing.Calls;

/// <summary>Whether a trunk's host would resolve. The mock asks no DNS: names under <c>.invalid</c> and impossible ones don't, all others do.</summary>
internal static class TrunkTarget
{
    public static bool Resolves(string hostname)
    {
        var colon = hostname.LastIndexOf(':');
        var host = colon > 0 && hostname.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? hostname[..colon] : hostname;
        return Uri.CheckHostName(host) != UriHostNameType.Unknown && !host.EndsWith(".invalid", StringComparison.OrdinalIgnoreCase);
    }
}
