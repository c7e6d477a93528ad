namespace LiveKit.Sip.Authentication;

/// <summary>The times of a token.</summary>
/// <remarks>
/// This machine's clock may be ten minutes off. A client that is behind makes tokens that look ten minutes old to the server: of 15 minutes, ten are
/// lost to the clock and four to the reuse, and one is left for the way. A client that is ahead needs tokens that do not say when they
/// begin, so they carry neither <c>nbf</c> nor <c>iat</c>.
/// </remarks>
internal static class TokenDefaults
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(15);

    /// <summary>The longest life of a token that a caller may ask for.</summary>
    public static readonly TimeSpan MaxTimeToLive = TimeSpan.FromDays(36_500);

    /// <summary>How long a cached token is used again.</summary>
    public static readonly TimeSpan Reuse = TimeSpan.FromMinutes(4);

    /// <summary>What LiveKit servers allow for <c>exp</c> and <c>nbf</c>.</summary>
    public static readonly TimeSpan ServerSkew = TimeSpan.FromSeconds(60);
}
