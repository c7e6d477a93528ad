namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>How long one attempt may take.</summary>
/// <param name="Server">What the server is told in <c>X-Twirp-Timeout-Ms</c>.</param>
/// <param name="Client">When this side gives up; null for the usual request timeout.</param>
internal readonly record struct CallDeadline(TimeSpan Server, TimeSpan? Client);
