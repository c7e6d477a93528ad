namespace LiveKit.Sip.Twirp.Sending;

/// <summary>The way of one attempt to the wire, and what keeps it from being sent twice there.</summary>
internal abstract class RequestSender : IDisposable
{
    /// <summary>Whether the content of a request that must not be repeated has to refuse a second sending itself.</summary>
    public virtual bool LeavesRefusalToContent => false;

    /// <summary>When everything is cut that goes this way; infinite if nothing is.</summary>
    public virtual TimeSpan Timeout => System.Threading.Timeout.InfiniteTimeSpan;

    /// <param name="request">The request, with its content.</param>
    /// <param name="attempt">Whose attempt it is.</param>
    /// <param name="cancellationToken">This attempt's deadline and the caller's cancellation.</param>
    /// <returns>The answer, its body not read yet.</returns>
    public abstract Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, AttemptName attempt, CancellationToken cancellationToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}

/// <summary>What an attempt is named by in log entries, and whether it may be repeated.</summary>
/// <param name="Rpc">The RPC.</param>
/// <param name="RequestId">The id of the logical request.</param>
/// <param name="IsIdempotent">Whether a repeat does no harm.</param>
internal readonly record struct AttemptName(string Rpc, string RequestId, bool IsIdempotent);
