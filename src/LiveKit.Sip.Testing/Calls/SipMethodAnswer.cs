using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>What comes of calling a method of a SIP participant: one of the two.</summary>
/// <param name="Payload">The answer.</param>
/// <param name="Error">The error.</param>
/// <param name="IsTimeout">Whether the error shows only when the time for the answer is over.</param>
internal sealed record SipMethodAnswer(string? Payload, TwirpError? Error, bool IsTimeout = false)
{
    public static readonly SipMethodAnswer UnknownMethod =
        new(Payload: null, TwirpError.FromService(TwirpCode.InvalidArgument, "RpcError 1400: Method not supported at destination"));

    // Not recorded; the text is that of LiveKit's RPC for a handler that fails.
    public static readonly SipMethodAnswer Failed =
        new(Payload: null, TwirpError.FromService(TwirpCode.Unknown, "RpcError 1500: Application error in method handler"));

    /// <summary>Nothing listens there.</summary>
    public static readonly SipMethodAnswer NotConnected =
        new(Payload: null, TwirpError.FromService(TwirpCode.Canceled, "RpcError 1501: Connection timeout"), IsTimeout: true);

    /// <summary>The callee has not answered yet, and neither does the participant.</summary>
    public static readonly SipMethodAnswer NotAnswered =
        new(Payload: null, TwirpError.FromService(TwirpCode.Canceled, "RpcError 1502: Response timeout"), IsTimeout: true);

    /// <summary>The participant has left before it could answer.</summary>
    public static readonly SipMethodAnswer Gone = new(Payload: null, CallErrors.NoSipService, IsTimeout: true);

    public static SipMethodAnswer Success(string payload) => new(payload, Error: null);
}
