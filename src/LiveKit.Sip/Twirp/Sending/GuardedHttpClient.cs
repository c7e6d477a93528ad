using System.Net;
using LiveKit.Sip.Configuration;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>A HttpClient with a <see cref="GuardHandler"/> below the handlers of the host.</summary>
internal sealed class GuardedHttpClient : RequestSender
{
    private readonly HttpClient _http;
    private readonly ConnectionSettings _settings;
    private readonly GuardHandler? _guard;

    /// <param name="http">The client.</param>
    /// <param name="settings">How much of an answer is kept, and where a refused repeat is reported.</param>
    /// <param name="guard">The guard of this client alone, disposed of with it; null if there may be none.</param>
    public GuardedHttpClient(HttpClient http, ConnectionSettings settings, GuardHandler? guard)
    {
        _guard = guard;
        _http = http;
        _settings = settings;
    }

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, SendAttempt attempt, CancellationToken cancellationToken)
    {
        using var handlers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var permit = new SendPermit(attempt, handlers, _settings, _guard?.Kept, cancellationToken);
        permit.GiveTo(request);
        var content = _guard is not null && attempt.Content is not null ? new GuardedContent(attempt.Content) : null;
        if (content is not null)
        {
            request.Content = content;
        }

        try
        {
            if (await SendAsync(request, permit, handlers.Token).ConfigureAwait(false) is { } response)
            {
                if (permit.IsAnswer(response))
                {
                    return IsPastGuard(response, permit) ? throw PastGuard(response, content) : response;
                }

                response.Dispose();
            }
        }
        catch (Exception) when (permit.WasTaken && !cancellationToken.IsCancellationRequested)
        {
            // Whatever made a handler give up, the result of the one send counts.
        }
        catch (Exception) when (content?.Refusal is not null && !cancellationToken.IsCancellationRequested)
        {
            Log.CopyRefused(_settings.Logger, "A handler", attempt.Rpc, attempt.RequestId);
            throw content.Refusal;
        }
        finally
        {
            permit.Close();
        }

        return await permit.AnswerAsync(cancellationToken).ConfigureAwait(false);
    }

    private static RepeatRefusedException PastGuard(HttpResponseMessage response, GuardedContent? content)
    {
        response.Dispose();
        return content?.Refusal ?? RepeatRefusedException.AnsweredAbove((int)response.StatusCode);
    }

    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request, SendPermit permit, CancellationToken cancellationToken)
    {
        // By default the client would buffer the whole answer first, whatever its size.
        var handlers = _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return _guard?.Kept is null || permit.Attempt.IsIdempotent
            ? await handlers.ConfigureAwait(false)
            : await permit.WithoutPauseAsync(handlers).ConfigureAwait(false);
    }

    // A copy that is sent around the guard carries no token. That LiveKit refuses it must not read as if the credentials were wrong.
    private bool IsPastGuard(HttpResponseMessage response, SendPermit permit)
        => _guard is not null && !permit.WasTaken && response.StatusCode is (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);

    protected override void Dispose(bool disposing)
    {
        _http.Dispose();
        _guard?.Dispose();
        base.Dispose(disposing);
    }
}
