using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>A HttpClient with a <see cref="GuardHandler"/> below the handlers of the host.</summary>
internal sealed class GuardedHttpClient : RequestSender
{
    private readonly HttpClient _http;
    private readonly int _maxAnswer;
    private readonly ILogger _logger;
    private readonly GuardHandler? _guard;

    /// <param name="http">The client.</param>
    /// <param name="maxAnswer">How many bytes of an answer are kept.</param>
    /// <param name="logger">Where a refused repeat is reported.</param>
    /// <param name="guard">The guard of this client alone, disposed of with it; null if there may be none.</param>
    public GuardedHttpClient(HttpClient http, int maxAnswer, ILogger logger, GuardHandler? guard = null)
    {
        _guard = guard;
        _http = http;
        _maxAnswer = maxAnswer;
        _logger = logger;
    }

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AttemptName attempt, CancellationToken cancellationToken)
    {
        using var handlers = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var permit = new SendPermit(attempt, handlers, _maxAnswer, _logger, cancellationToken);
        permit.GiveTo(request);
        try
        {
            // By default the client would buffer the whole answer first, whatever its size.
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, handlers.Token).ConfigureAwait(false);
            if (permit.IsAnswer(response))
            {
                return response;
            }

            response.Dispose();
        }
        catch (Exception) when (permit.WasTaken && !cancellationToken.IsCancellationRequested)
        {
            // Whatever made a handler give up, the result of the one send counts.
        }
        finally
        {
            permit.Close();
        }

        return await permit.AnswerAsync(cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        _http.Dispose();
        _guard?.Dispose();
        base.Dispose(disposing);
    }
}
