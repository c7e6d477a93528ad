using System.Net;

namespace LiveKit.Sip.Tests.Faults.Hosts;

/// <summary>
/// A retrying handler of a type that nobody knows, and the worst of its kind: it takes every exception, 408, 429 and 5xx for a reason to
/// send the same request again at once.
/// </summary>
internal sealed class ImpatientHandler : DelegatingHandler
{
    private const int Repeats = 3;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var left = Repeats; ; left--)
        {
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                if (left == 0 || !InvitesARepeat(response.StatusCode))
                {
                    return response;
                }

                response.Dispose();
            }
            catch (Exception) when (left > 0)
            {
                // That is how such handlers are.
            }
        }
    }

    private static bool InvitesARepeat(HttpStatusCode status)
        => status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
