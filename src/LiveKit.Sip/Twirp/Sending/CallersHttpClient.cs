using LiveKit.Sip.Configuration;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>A HttpClient that the caller brought along. Its handlers cannot be seen, so the content of a request refuses to be sent twice.</summary>
internal sealed class CallersHttpClient : RequestSender
{
    // There may be a guard in it that asks for a permit: in a client that was made from ours. Not disposed of: it is the caller's.
    private readonly GuardedHttpClient _http;
    private readonly ILogger _logger;

    public CallersHttpClient(HttpClient http, int maxAnswer, ILogger logger)
    {
        _http = new GuardedHttpClient(http, maxAnswer, logger);
        _logger = logger;
        Timeout = http.Timeout;
    }

    public override bool LeavesRefusalToContent => true;

    public override TimeSpan Timeout { get; }

    public override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AttemptName attempt, CancellationToken cancellationToken)
    {
        var content = request.Content as SingleSendContent;
        try
        {
            return await _http.SendAsync(request, attempt, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (content is { WasRefused: true })
            {
                Log.RepeatRefused(_logger, "A handler of the HttpClient that was passed in", attempt.Rpc, attempt.RequestId);
            }
        }
    }
}
