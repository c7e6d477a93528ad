using System.Net;

namespace LiveKit.Sip.Twirp;

/// <summary>Whether a request that failed may have been carried out.</summary>
internal static class Doubt
{
    public static bool MayHaveBeenCarriedOut(Exception failure) => failure switch
    {
        LiveKitTransportException transport => transport.RequestSent,
        TwirpException { Code: TwirpErrorCodes.Unimplemented } => false,
        TwirpException { HttpStatus: (int)HttpStatusCode.RequestTimeout } => true,
        TwirpException twirp => twirp.HttpStatus is < 300 or >= 500,

        // There was no token to send it with.
        LiveKitException => false,
        _ => true,
    };
}
