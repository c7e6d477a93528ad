using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Phones;

/// <summary>
/// A way for a call to fail although somebody has picked up the phone. LiveKit hangs up by itself, and reports it like a request that was
/// refused (<c>failed_precondition</c>).
/// </summary>
/// <param name="Message">The text of the error, in the words of LiveKit's SIP service.</param>
/// <param name="LeaveReason">The reason that the webhook of the participant's leaving gives.</param>
internal sealed record FailedPickup(string Message, DisconnectReason LeaveReason)
{
    public static readonly FailedPickup NoCommonCodec = new("common audio codec not found", DisconnectReason.UserRejected);

    public static readonly FailedPickup NoCommonEncryption = new("no common encryption profiles", DisconnectReason.UserRejected);

    public static readonly FailedPickup NoToTag = new("no tag in To header in INVITE response", DisconnectReason.ClientInitiated);

    public static readonly FailedPickup BrokenSdp = new("sdp: syntax error at pos 1: \"h\"", DisconnectReason.UserRejected);

    public static readonly FailedPickup NoSdp = new("no audio in sdp", DisconnectReason.UserRejected);

    public static readonly FailedPickup AudioPortZero = new("invalid audio address \"127.0.0.1:0\"", DisconnectReason.UserRejected);

    public static readonly FailedPickup HungUpAtOnce = new("call already closed", DisconnectReason.ClientInitiated);

    /// <summary>The callee picks up in the moment in which the ringing time ends.</summary>
    public static readonly FailedPickup TooLate = new("context deadline exceeded", DisconnectReason.ClientInitiated);
}
