using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>The result of calling a method of a SIP participant, which is either a payload or an error.</summary>
/// <param name="Payload">The response of the method.</param>
/// <param name="Error">The error.</param>
/// <param name="IsTimeout">Whether the caller learns of the error only when the response timeout of the request has passed.</param>
internal sealed record SipMethodResult(string? Payload, TwirpError? Error, bool IsTimeout = false)
{
    public static readonly SipMethodResult UnknownMethod =
        new(Payload: null, TwirpError.FromService(TwirpCode.InvalidArgument, "RpcError 1400: Method not supported at destination"));

    /// <summary>The method cannot read its payload.</summary>
    public static readonly SipMethodResult Failed =
        new(Payload: null, TwirpError.FromService(TwirpCode.Internal, "RpcError 1500: Application error in method handler"));

    /// <summary>The SIP service that the participant belonged to is gone, so nothing receives the request.</summary>
    public static readonly SipMethodResult NotConnected =
        new(Payload: null, TwirpError.FromService(TwirpCode.Canceled, "RpcError 1501: Connection timeout"), IsTimeout: true);

    /// <summary>The callee has not answered the call yet, and until then the participant does not respond.</summary>
    public static readonly SipMethodResult NotAnswered =
        new(Payload: null, TwirpError.FromService(TwirpCode.Canceled, "RpcError 1502: Response timeout"), IsTimeout: true);

    /// <summary>The participant left the room before it could respond.</summary>
    public static readonly SipMethodResult Gone = new(Payload: null, CallErrors.NoSipService, IsTimeout: true);

    public static SipMethodResult Success(string payload) => new(payload, Error: null);
}
