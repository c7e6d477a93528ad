namespace LiveKit.Sip.Twirp.Sending;

/// <summary>The way of one attempt to the wire, and what keeps it from being sent twice there.</summary>
internal abstract class RequestSender : IDisposable
{
    /// <summary>When everything is cut that goes this way; infinite if nothing is.</summary>
    public virtual TimeSpan Timeout => System.Threading.Timeout.InfiniteTimeSpan;

    /// <param name="request">The request, still without content and token: where those are put on depends on what lies between here and the wire.</param>
    /// <param name="attempt">The attempt that the request makes.</param>
    /// <param name="cancellationToken">This attempt's deadline and the caller's cancellation.</param>
    /// <returns>The answer, its body not read yet.</returns>
    /// <exception cref="RepeatRefusedException">A handler tried to send what must not be sent, and there is no answer to go by.</exception>
    public abstract Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, SendAttempt attempt, CancellationToken cancellationToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
