using LiveKit.Sip.Twirp.Sending;

namespace LiveKit.Sip.DependencyInjection;

/// <summary>Sets up the handler that the host's HTTP client factory ends in.</summary>
internal static class PrimaryHandlers
{
    /// <summary>Makes it fit for calls that wait; what the host has set up otherwise, such as a proxy, stays.</summary>
    public static void Tune(HttpMessageHandler handler)
    {
        if (handler is SocketsHttpHandler sockets)
        {
            OwnHandler.Tune(sockets);
        }
    }

    /// <summary>A redirect is a repeat, below everything that could refuse it.</summary>
    /// <returns>Whether it is certain, now, that the handler sends a request once.</returns>
    public static bool StopRedirects(HttpMessageHandler handler)
    {
        switch (handler)
        {
            case SocketsHttpHandler sockets:
                sockets.AllowAutoRedirect = false;
                break;
            case HttpClientHandler client:
                client.AllowAutoRedirect = false;
                break;
        }

        return SendsOnce(handler);
    }

    /// <summary>Whether it is certain that the handler sends a request once; nobody knows that of one that the host has written.</summary>
    public static bool SendsOnce(HttpMessageHandler handler) => handler switch
    {
        SocketsHttpHandler sockets => !sockets.AllowAutoRedirect,
        HttpClientHandler client => !client.AllowAutoRedirect && client.GetType() == typeof(HttpClientHandler),
        _ => false,
    };
}
