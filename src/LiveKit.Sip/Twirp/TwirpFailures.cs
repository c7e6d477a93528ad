using LiveKit.Sip.Common;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Twirp.Protocol;
using LiveKit.Sip.Twirp.Sending;

namespace LiveKit.Sip.Twirp;

/// <summary>Makes the exceptions of a failed attempt, with secrets and numbers masked in what the server said.</summary>
internal sealed class TwirpFailures
{
    private const int FirstRedirect = 300;
    private const int LastRedirect = 399;

    private readonly Redactor _redactor;
    private volatile bool _speaksHttp;

    public TwirpFailures(Redactor redactor)
    {
        _redactor = redactor;
    }

    /// <summary>Notes that something has answered in HTTP, so that later failures are not put down to a wrong port.</summary>
    public void NoteHttp() => _speaksHttp = true;

    /// <param name="method">The RPC.</param>
    /// <param name="response">The answer's status and headers.</param>
    /// <param name="error">The answer's body, read.</param>
    /// <param name="request">The request.</param>
    /// <param name="explanation">What else is known of the cause; empty for nothing.</param>
    public TwirpException Refused(TwirpMethod method, HttpResponseMessage response, TwirpError error, TwirpRequest request, string explanation)
    {
        var httpStatus = (int)response.StatusCode;
        var said = _redactor.Redact(error.Message, request.Secrets, request.Numbers);
        var message = error.IsTwirp
            ? $"{method.Name} failed: {error.Code} (HTTP {httpStatus}): {said}"
            : $"{method.Name} got no LiveKit answer but HTTP {httpStatus}, taken as {error.Code}: {(said.Length == 0 ? "(empty body)" : said)}";
        var target = httpStatus is >= FirstRedirect and <= LastRedirect && !error.IsTwirp && response.Headers.Location is { } location ? TargetOf(location) : null;
        if (target is not null)
        {
            message += $"; it redirects to {_redactor.Redact(target, request.Secrets, request.Numbers)}";
        }

        return new TwirpException(error.Code, error.Message, httpStatus, error.Metadata, request.RequestId, error.IsTwirp, message + explanation)
        {
            Explanation = explanation,
            RedirectsTo = target,
        };
    }

    /// <summary>What an exception from below says about a request that got no answer.</summary>
    public static TransportFailure KindOf(Exception exception, TwirpRequest request)
        => exception is not RepeatRefusedException ? FailureFacts.TransportFailureOf(exception)
            : request.WasSent ? TransportFailure.RepeatRefused
            : TransportFailure.HandlerUnfit;

    public LiveKitTransportException Unanswered(TwirpMethod method, Uri address, TransportFailure failure, TwirpRequest request, Exception? innerException)
    {
        var consequence = request.WasSent ? "the request was sent and may have been carried out" : "nothing was sent";
        var message = $"{method.Name} at {Addresses.HostAndPort(address)}: {(innerException is RepeatRefusedException refused ? refused.Message.TrimEnd('.') : TransportReasons.Of(failure, address, innerException, _speaksHttp))}; {consequence}.";
        return new LiveKitTransportException(failure, request.WasSent, request.RequestId, message, innerException);
    }

    // A query may hold what was sent, and user information a password.
    private static string TargetOf(Uri location)
        => location.IsAbsoluteUri ? location.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : location.OriginalString.Split('?', '#')[0];
}
