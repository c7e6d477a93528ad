using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Regions;

/// <summary>What a region does with a request before LiveKit sees it.</summary>
internal static class RegionGate
{
    private const int UnavailableForLegalReasons = 451;

    /// <summary>Whether a project may use a region.</summary>
    public static bool Admits(MockRegions regions, MockDirective? directive, int region)
        => (regions.Pinned.Count == 0 || regions.Pinned.Contains(region))
            && (directive is not { PinnedRegions.Count: > 0 } || directive.PinnedRegions.Contains(MockRegions.NameOf(region)));

    /// <summary>What to answer instead; <see langword="null"/> to let the request pass.</summary>
    /// <exception cref="ConnectionDroppedException">The region closes the connection.</exception>
    public static HttpAnswer? Refuse(MockRegions regions, MockDirective? directive, int region)
    {
        if (!Admits(regions, directive, region))
        {
            return HttpAnswer.Text(UnavailableForLegalReasons, "project is pinned to other regions");
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
            ? new TwirpError(new TwirpCode(code, directive.FailStatus, TwirpCode.Unknown.RpcNumber), Message).ToAnswer()
            : HttpAnswer.Text(directive.FailStatus, Message);
    }
}
