using LiveKit.Sip.Transport;

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
    /// <returns>Whether it is certain that the handler sends a request once; nobody knows that of one that the host has written.</returns>
    public static bool TryStopRedirects(HttpMessageHandler handler)
    {
        switch (handler)
        {
            case SocketsHttpHandler sockets:
                return !sockets.AllowAutoRedirect || TrySet(() => sockets.AllowAutoRedirect = false);
            case HttpClientHandler client:
                return (!client.AllowAutoRedirect || TrySet(() => client.AllowAutoRedirect = false)) && client.GetType() == typeof(HttpClientHandler);
            case DelegatingHandler { InnerHandler: { } inner }:
                _ = TryStopRedirects(inner);
                return false;
            default:
                return false;
        }
    }

    private static bool TrySet(Action set)
    {
        try
        {
            set();
            return true;
        }
        catch (InvalidOperationException)
        {
            // It is in use already: the host shares it between clients.
            return false;
        }
    }
}
