using System.Globalization;
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
    /// <param name="regions">The regions.</param>
    /// <param name="directive">What the request itself asks for, if anything.</param>
    /// <param name="region">The position of the region that received the request.</param>
    /// <param name="wait">Waits on the server's clock.</param>
    /// <exception cref="ConnectionDroppedException">The region closes the connection.</exception>
    public static async Task<RawResponse?> InterceptAsync(MockRegions regions, MockDirective? directive, int region, Func<TimeSpan, Task> wait)
    {
        if (!Admits(regions, directive, region))
        {
            return RawResponse.Text(UnavailableForLegalReasons, "project is pinned to other regions");
        }

        if (directive is null || !directive.FailRegions.Contains(region))
        {
            return null;
        }

        if (directive.FailsByDrop)
        {
            throw new ConnectionDroppedException();
        }

        await wait(directive.FailDelay).ConfigureAwait(false);
        var status = directive.FailStatus;
        var code = new TwirpCode(directive.FailTwirpCode ?? CodeOf(status), status, TwirpCode.Unknown.RpcNumber);
        return new TwirpError(code, string.Create(CultureInfo.InvariantCulture, $"mock failure (status {status})")).ToResponse();
    }

    // This is the table of LiveKit's own mock server, which knows fewer statuses than Twirp does.
    private static string CodeOf(int status) => status switch
    {
        400 => TwirpCode.InvalidArgument.Name,
        401 => TwirpCode.Unauthenticated.Name,
        403 => TwirpCode.PermissionDenied.Name,
        404 => TwirpCode.NotFound.Name,
        429 => TwirpCode.ResourceExhausted.Name,
        >= 500 => TwirpCode.Unavailable.Name,
        _ => TwirpCode.Internal.Name,
    };
}
