namespace LiveKit.Sip;

/// <summary>What a token must grant; handed to <see cref="LiveKitOptions.TokenProvider"/>.</summary>
public sealed class TokenRequest
{
    /// <summary>Creates the request.</summary>
    /// <param name="video">The rights in rooms, or <see langword="null"/> for none.</param>
    /// <param name="sip">The rights on the SIP service, or <see langword="null"/> for none.</param>
    public TokenRequest(VideoGrant? video, SipGrant? sip)
    {
        Video = video;
        Sip = sip;
    }

    /// <summary>The rights in rooms that the call needs, and no more (claim <c>video</c>); <see langword="null"/> for none.</summary>
    public VideoGrant? Video { get; }

    /// <summary>The rights on the SIP service that the call needs, and no more (claim <c>sip</c>); <see langword="null"/> for none.</summary>
    public SipGrant? Sip { get; }
}
