namespace LiveKit.Sip.Twirp.Sending;

/// <summary>How far the handler below the guard is known to send a request once.</summary>
internal enum SendGuarantee
{
    /// <summary>It may send again: nobody knows, or it has credentials with which it answers a challenge.</summary>
    None = 0,

    /// <summary>It sends once where there is TLS. Without TLS it answers the challenge of a proxy by sending again.</summary>
    OverTls,

    /// <summary>It sends once.</summary>
    Always,
}
