using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Twirp;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Transport.Sending;

/// <summary>A HttpClient that the caller brought along. Its handlers cannot be seen, so the content of a request refuses to be sent twice.</summary>
internal sealed class CallersHttpClient : RequestSender
{
    private readonly HttpClient _http;
    private readonly ILogger _logger;

    public CallersHttpClient(HttpClient http, ILogger logger)
    {
        _http = http;
        _logger = logger;
        Timeout = http.Timeout;
    }

    public override bool LeavesRefusalToContent => true;

    public override TimeSpan Timeout { get; }

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AttemptName attempt, CancellationToken cancellationToken)
    {
        try
        {
            // Otherwise the client would buffer the whole answer first, whatever its size.
            return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (request.Content is RequestContent { WasRefused: true })
            {
                Log.RepeatRefused(_logger, "A handler of the HttpClient that was passed in", attempt.Rpc, attempt.RequestId);
            }
        }
    }
}
