namespace LiveKit.Sip.Authentication;

/// <summary>The times of a token.</summary>
internal static class TokenDefaults
{
    public static readonly TimeSpan TimeToLive = TimeSpan.FromMinutes(10);

    /// <summary>How far <c>nbf</c> lies back, for servers whose clock is behind ours.</summary>
    public static readonly TimeSpan Backdating = TimeSpan.FromSeconds(30);

    /// <summary>What LiveKit servers allow for <c>exp</c> and <c>nbf</c>.</summary>
    public static readonly TimeSpan ServerSkew = TimeSpan.FromSeconds(60);

    /// <summary>A cached token with less than this left is made anew.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(1);
}
