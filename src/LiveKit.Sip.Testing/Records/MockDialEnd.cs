using LiveKit.Protocol;

namespace LiveKit.Sip.Testing;

/// <summary>How a call ended.</summary>
/// <param name="Reason">What ended it.</param>
/// <param name="SipStatus">The SIP status that ended it; only with <see cref="DialEndReason.Failed"/>, and not always then.</param>
/// <param name="Message">The error's text; only with <see cref="DialEndReason.Failed"/>.</param>
public sealed record MockDialEnd(DialEndReason Reason, int? SipStatus = null, string? Message = null)
{
    /// <summary>
    /// The reason that LiveKit's webhook (<c>participant_left</c>) gives for the participant's leaving. Default: <c>UNKNOWN_REASON</c>.
    /// </summary>
    public DisconnectReason DisconnectReason { get; init; }
}
