using System.Net;
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

    /// <summary>Keeps the handler from following redirects, because a redirect is a repeat below everything that could refuse it.</summary>
    /// <returns>How far it is certain, now, that the handler sends a request once.</returns>
    public static SendGuarantee StopRedirects(HttpMessageHandler handler)
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

        return GuaranteeOf(handler);
    }

    /// <summary>
    /// How far it is certain that the handler sends a request once. With credentials it answers a challenge by sending again, and nobody
    /// knows what a handler does that the host has written.
    /// </summary>
    public static SendGuarantee GuaranteeOf(HttpMessageHandler handler) => handler switch
    {
        SocketsHttpHandler { AllowAutoRedirect: false, Credentials: null } sockets
            => Guarantee(sockets.UseProxy, sockets.Proxy, sockets.DefaultProxyCredentials),
        HttpClientHandler { AllowAutoRedirect: false, Credentials: null, UseDefaultCredentials: false } client when client.GetType() == typeof(HttpClientHandler)
            => Guarantee(client.UseProxy, client.Proxy, client.DefaultProxyCredentials),
        _ => SendGuarantee.None,
    };

    // With TLS the credentials for a proxy are settled by a request of the proxy's own, before anything else is sent.
    private static SendGuarantee Guarantee(bool usesProxy, IWebProxy? proxy, ICredentials? proxyCredentials)
        => usesProxy && (proxyCredentials ?? (proxy ?? HttpClient.DefaultProxy).Credentials) is not null ? SendGuarantee.OverTls : SendGuarantee.Always;
}
