using System.Net;
using LiveKit.Sip.Configuration;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>
/// A HttpClient that the caller passed in. Its handlers cannot be seen and nothing of this library sits below them, so the content of what
/// must not be repeated refuses itself to be sent twice, or to be copied.
/// </summary>
internal sealed class CallersHttpClient : RequestSender
{
    private const string Handler = "A handler of the HttpClient that was passed in";

    // The client may have been made by AddLiveKitSip for this library, and then the guard in it asks for a permit. It is the caller's, and so
    // it is not disposed of.
    private readonly GuardedHttpClient _http;
    private readonly ConnectionSettings _settings;

    public CallersHttpClient(HttpClient http, ConnectionSettings settings)
    {
        _http = new GuardedHttpClient(http, settings, guard: null);
        _settings = settings;
        Timeout = http.Timeout;
    }

    public override TimeSpan Timeout { get; }

    public override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, SendAttempt attempt, CancellationToken cancellationToken)
    {
        attempt.Authorize(request);
        request.Content = attempt.Content;
        return attempt is { IsIdempotent: false, Content: { } content }
            ? SendOnceAsync(request, new SingleSendContent(content, _settings.AllowBufferedDials, Handler), attempt, cancellationToken)
            : _http.SendAsync(request, attempt, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, SingleSendContent content, SendAttempt attempt, CancellationToken cancellationToken)
    {
        request.Content = content;

        // HTTP/2 may have to resend a refused stream, which the content would take for a repeat.
        request.Version = HttpVersion.Version11;
        try
        {
            var response = await _http.SendAsync(request, attempt, cancellationToken).ConfigureAwait(false);
            if (content.RefusedCopy is { } refusedCopy && !attempt.Content!.WasSent)
            {
                // The answer is the handler's own, and what led to it is worth more.
                response.Dispose();
                throw refusedCopy;
            }

            return response;
        }
        catch (Exception) when (content.RefusedRepeat is not null && !cancellationToken.IsCancellationRequested)
        {
            return CredentialChallenge.Find(request, attempt) ?? throw content.RefusedRepeat;
        }
        catch (Exception) when (content.RefusedCopy is not null && !cancellationToken.IsCancellationRequested)
        {
            throw content.RefusedCopy;
        }
        finally
        {
            Report(content, attempt);
        }
    }

    private void Report(SingleSendContent content, SendAttempt attempt)
    {
        if (content.RefusedRepeat is not null)
        {
            Log.RepeatRefused(_settings.Logger, LogLevel.Error, Handler, attempt.Rpc, attempt.RequestId);
        }

        if (content.RefusedCopy is not null)
        {
            Log.CopyRefused(_settings.Logger, Handler, attempt.Rpc, attempt.RequestId);
        }
    }
}
