using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Regions;

/// <summary>This filter decides whether a region handles a request, before LiveKit sees the request.</summary>
internal static class RegionFilter
{
    private const int UnavailableForLegalReasons = 451;

    /// <summary>Tells whether the project may use a region.</summary>
    public static bool Admits(MockRegions regions, MockDirective? directive, int region)
        => (regions.Pinned.Count == 0 || regions.Pinned.Contains(region))
            && (directive is not { PinnedRegions.Count: > 0 } || directive.PinnedRegions.Contains(MockRegions.NameOf(region)));

    /// <summary>Returns the response of a region that does not handle the request. The result is <see langword="null"/> when the request passes.</summary>
    /// <exception cref="ConnectionDroppedException">The region closes the connection.</exception>
    public static RawResponse? Intercept(MockRegions regions, MockDirective? directive, int region)
    {
        if (!Admits(regions, directive, region))
        {
            return RawResponse.Text(UnavailableForLegalReasons, "project is pinned to other regions");
        }

        if (directive is null || !directive.FailRegions.Contains(region))
        {
            return null;
        }

        if (directive.FailMode == MockDirective.DropMode)
        {
            throw new ConnectionDroppedException();
        }

        const string Message = "region is failing";
        return directive.FailTwirpCode is { } code
            ? new TwirpError(new TwirpCode(code, directive.FailStatus, TwirpCode.Unknown.RpcNumber), Message).ToResponse()
            : RawResponse.Text(directive.FailStatus, Message);
    }
}
