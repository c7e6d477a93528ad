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
        var code = new ForeignText(error.Code);
        var said = new ForeignText(error.Message.Length == 0 && !error.IsTwirp ? "(empty body)" : error.Message);
        var target = httpStatus is >= FirstRedirect and <= LastRedirect && !error.IsTwirp && response.Headers.Location is { } location ? TargetOf(location) : null;
        var redirect = new OwnText(target is null ? "" : "; it redirects to ");
        var message = error.IsTwirp
            ? Message($"{new OwnText(method.Name)} failed: {code} (HTTP {httpStatus}): {said}{new OwnText(explanation)}")
            : Message($"{new OwnText(method.Name)} got no LiveKit answer but HTTP {httpStatus}, taken as {code}: {said}{redirect}{new ForeignText(target)}{new OwnText(explanation)}");
        return new TwirpException(
            error.Code,
            error.Message,
            httpStatus,
            error.Metadata,
            request.RequestId,
            error.IsTwirp,
            _redactor.Redact(message, request.Secrets, request.Numbers))
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
        return new LiveKitTransportException(failure, request.WasSent, request.RequestId, OneLine.Of(message), Discreet(innerException, request));
    }

    // An interpolated string in a condition would be a plain string.
    private static FormattableString Message(FormattableString message) => message;

    /// <summary>HttpClient quotes a line of an answer that it cannot read: then a copy without the secrets takes the place of its exception.</summary>
    private static Exception? Discreet(Exception? exception, TwirpRequest request)
    {
        if (exception is not HttpRequestException http)
        {
            return exception;
        }

        Secret[] secrets = [.. request.Secrets];
        for (Exception? e = exception; e is not null; e = e.InnerException)
        {
            if (IsTelling(e.Message, secrets))
            {
                return new HttpRequestException(http.HttpRequestError, $"The answer cannot be read ({http.HttpRequestError}).", inner: null, http.StatusCode);
            }
        }

        return exception;
    }

    private static bool IsTelling(string text, Secret[] secrets)
        => !string.Equals(VisibleText.Line(Secrets.Hide(text, secrets)), text, StringComparison.Ordinal);

    // A query may hold what was sent, and user information a password.
    private static string TargetOf(Uri location)
        => location.IsAbsoluteUri ? location.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) : location.OriginalString.Split('?', '#')[0];
}
