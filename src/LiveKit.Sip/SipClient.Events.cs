using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;

namespace LiveKit.Sip;

public partial class SipClient
{
    /// <summary>
    /// Tells the calls of this client that are being watched (<see cref="SipCall.WatchAsync"/>, <see cref="SipCall.WaitForEndAsync"/>) what one of
    /// LiveKit's webhook events says: sooner than asking does, and with the reason of a call's end. Verify an event before pushing it in.
    /// What comes late or twice does no harm.
    /// </summary>
    /// <param name="webhookEvent">The event. Those that are not about a watched call are ignored.</param>
    /// <returns>Whether it was about a call that is being watched.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="webhookEvent"/> is null.</exception>
    public virtual bool PushEvent(WebhookEvent webhookEvent)
    {
        ArgumentNullException.ThrowIfNull(webhookEvent);
        return Connection.Calls.Watched.Apply(webhookEvent) > 0;
    }
}
