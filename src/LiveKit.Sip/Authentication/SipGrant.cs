namespace LiveKit.Sip;

/// <summary>What a token allows on LiveKit's SIP service (claim <c>sip</c>).</summary>
public sealed class SipGrant
{
    /// <summary>May manage SIP trunks and dispatch rules (<c>admin</c>). Default: <see langword="false"/>.</summary>
    public bool Admin { get; set; }

    /// <summary>May place and transfer calls (<c>call</c>). Default: <see langword="false"/>.</summary>
    public bool Call { get; set; }
}
