namespace LiveKit.Sip.Configuration;

/// <summary>A LiveKit URL in any of its forms, as the HTTP base address that RPC paths are appended to.</summary>
internal static class ServerUrl
{
    private const string CloudSuffix = ".livekit.cloud";

    /// <returns>The base address, ending in a slash; or null and what is wrong with the text.</returns>
    public static Uri? TryParse(string text, out string? problem)
    {
        problem = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || HttpScheme(url.Scheme) is not { } scheme || url.Host.Length == 0)
        {
            problem = "must be an absolute URL that begins with wss://, https://, ws:// or http://";
        }
        else if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            problem = "must have no user name, query or fragment";
        }
        else
        {
            var builder = new UriBuilder(url) { Scheme = scheme, Port = url.IsDefaultPort ? -1 : url.Port };
            if (!builder.Path.EndsWith('/'))
            {
                builder.Path += "/";
            }

            return builder.Uri;
        }

        return null;
    }

    public static bool IsCloud(Uri baseAddress) => baseAddress.Host.EndsWith(CloudSuffix, StringComparison.OrdinalIgnoreCase);

    private static string? HttpScheme(string scheme) => scheme switch
    {
        "wss" or "https" => "https",
        "ws" or "http" => "http",
        _ => null,
    };
}
