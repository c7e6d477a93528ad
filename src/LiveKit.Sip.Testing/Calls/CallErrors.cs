using LiveKit.Protocol;
using LiveKit.Sip.Testing.Phones;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>These are the errors of calls that fail without a SIP status, in the words of LiveKit's server.</summary>
internal static class CallErrors
{
    /// <summary>The callee did not answer in time. LiveKit reports the same error for everything else that ends the ringing.</summary>
    public static readonly TwirpError TimedOut = TwirpError.FromService(TwirpCode.Canceled, "sip request timed out");

    public static readonly TwirpError DeadlinePassed = TwirpError.FromService(TwirpCode.DeadlineExceeded, "request timed out");

    public static readonly TwirpError NoSipService = TwirpError.FromService(TwirpCode.Unavailable, "no response from servers");

    public static readonly TwirpError NotEstablished =
        TwirpError.FromService(TwirpCode.FailedPrecondition, "can't transfer non established call");

    public static readonly TwirpError NoReply =
        TwirpError.FromService(TwirpCode.Canceled, "transaction failed to complete (0 intermediate responses)");

    public static readonly TwirpError ServiceStopped = TwirpError.FromService(TwirpCode.Canceled, "service shutting down");

    public static readonly TwirpError NoCredentials =
        TwirpError.FromService(TwirpCode.FailedPrecondition, "sip server required auth, but no username or password was provided");

    public static readonly TwirpError WrongCredentials =
        TwirpError.FromService(TwirpCode.FailedPrecondition, "max auth retry attempts reached for SIP invite");

    public static readonly TwirpError TooLarge =
        TwirpError.FromService(TwirpCode.FailedPrecondition, "size of packet larger than MTU. transaction transport error");

    public static TwirpError OfPickup(FailedPickup failure) => TwirpError.FromService(TwirpCode.FailedPrecondition, failure.Message);

    public static TwirpError ConnectionRefused(CallPlan plan)
        => TwirpError.FromService(
            TwirpCode.FailedPrecondition,
            $"transport<{ConnectionOf(plan)}> dial err=dial tcp :0->{plan.Hostname}: connect: connection refused");

    public static TwirpError Unresolved(CallPlan plan)
        => TwirpError.FromService(
            TwirpCode.InvalidArgument,
            $"fail to resolve target for {GoStringLiteral.Quote(plan.Hostname)}: lookup {ServiceOf(plan.Transport)}.{plan.Hostname}: no such host");

    // Only a transport with connections can have one refused, so the mock assumes TCP for a trunk that names UDP or nothing.
    private static string ConnectionOf(CallPlan plan) => plan.Transport == SIPTransport.Tls ? "TLS" : "TCP";

    private static string ServiceOf(SIPTransport transport) => transport switch
    {
        SIPTransport.Tcp => "_sip._tcp",
        SIPTransport.Tls => "_sips._tcp",
        _ => "_sip._udp",
    };
}
