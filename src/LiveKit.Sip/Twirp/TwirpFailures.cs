using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Transport;
using LiveKit.Sip.Transport.Sending;

namespace LiveKit.Sip.Twirp;

/// <summary>Makes the exceptions of a failed attempt, with secrets and numbers masked in what the server said.</summary>
internal sealed class TwirpFailures
{
    private readonly Redactor _redactor;

    public TwirpFailures(Redactor redactor)
    {
        _redactor = redactor;
    }

    public TwirpException Refused(TwirpMethod method, int httpStatus, TwirpError error, RequestTrace trace)
    {
        var said = _redactor.Redact(error.Message, trace);
        var message = error.IsTwirp
            ? $"{method.Name} failed: {error.Code} (HTTP {httpStatus}): {said}"
            : $"{method.Name} got no LiveKit answer but HTTP {httpStatus}, taken as {error.Code}: {(said.Length == 0 ? "(empty body)" : said)}";
        return new TwirpException(error.Code, error.Message, httpStatus, error.Metadata, trace.RequestId, error.IsTwirp, message);
    }

    public static LiveKitTransportException Unanswered(TwirpMethod method, Uri address, TransportFailure failure, RequestTrace trace, Exception? innerException)
    {
        var consequence = trace.Left ? "the request was sent and may have been carried out" : "nothing was sent";
        var message = $"{method.Name} at {address.Host}: {(innerException is RepeatRefusedException refused ? refused.Message.TrimEnd('.') : FailureReader.Describe(failure))}; {consequence}.";
        return new LiveKitTransportException(failure, trace.Left, trace.RequestId, message, innerException);
    }
}
