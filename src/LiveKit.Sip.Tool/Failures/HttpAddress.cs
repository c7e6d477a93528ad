namespace LiveKit.Sip.Tool.Failures;

/// <summary>The HTTP address behind a LiveKit URL.</summary>
internal static class HttpAddress
{
    /// <summary>The address with the scheme that is really spoken, so that it has the right port: wss:// stands for https://, ws:// for http://.</summary>
    public static Uri Of(Uri url)
    {
        var scheme = url.Scheme is "wss" or "https" ? Uri.UriSchemeHttps : Uri.UriSchemeHttp;
        return new UriBuilder(url) { Scheme = scheme, Port = url.IsDefaultPort ? -1 : url.Port }.Uri;
    }
}
