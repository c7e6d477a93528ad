namespace LiveKit.Sip.Configuration;

/// <summary>A LiveKit URL in any of its forms, as the HTTP base address that RPC paths are appended to.</summary>
internal static class ServerUrl
{
    private const string CloudSuffix = ".livekit.cloud";
    private const string SipSuffix = ".sip" + CloudSuffix;
    private const string NoUrl = "must be an absolute URL that begins with wss://, https://, ws:// or http://";
    private const string NoScheme = "has no scheme: put wss:// before it, or ws:// for a server without TLS";
    private const string SipAddress = "is an address for SIP and not that of LiveKit's API: use the server's URL, such as wss://my-project.livekit.cloud or ws://localhost:7880";

    private const string TwirpPath = "/twirp";

    private static readonly string[] HttpSchemes = ["wss:", "https:", "ws:", "http:"];
    private static readonly string[] SipSchemes = ["sip:", "sips:"];

    // What follows a base address in the URLs of LiveKit's own clients, the longer ones first.
    private static readonly string[] OwnPaths = ["/rtc/v1/validate", "/rtc/v1", "/rtc/validate", "/rtc", "/agent", "/settings/regions"];

    /// <returns>The base address, ending in a slash; or null and what is wrong with the text, without the text.</returns>
    public static Uri? TryParse(string text, out string? problem)
    {
        var trimmed = SettingText.Trim(text);
        var problems = new List<string>();
        if (SettingText.TouchesQuote(trimmed))
        {
            problems.Add("stands in quotes: remove them");
            trimmed = SettingText.Unquote(trimmed);
        }

        var address = AddressOf(trimmed, problems);
        problem = problems.Count == 0 ? null : string.Join("; it ", problems);
        return problem is null ? address : null;
    }

    public static bool IsCloud(Uri baseAddress) => baseAddress.Host.EndsWith(CloudSuffix, StringComparison.OrdinalIgnoreCase);

    private static Uri? AddressOf(string text, List<string> problems)
    {
        if (BeginsWithAny(text, SipSchemes))
        {
            problems.Add(SipAddress);
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || HttpScheme(url.Scheme) is not { } scheme || url.Host.Length == 0)
        {
            problems.Add(WithoutScheme(text));
            return null;
        }

        Check(url, problems);
        var builder = new UriBuilder(url) { Scheme = scheme, Port = url.IsDefaultPort ? -1 : url.Port };
        if (!builder.Path.EndsWith('/'))
        {
            builder.Path += "/";
        }

        return builder.Uri;
    }

    // A name with a port reads like a scheme with a path: "localhost:7880".
    private static string WithoutScheme(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal)
            || BeginsWithAny(text, HttpSchemes)
            || !Uri.TryCreate($"wss://{(text.StartsWith("//", StringComparison.Ordinal) ? text[2..] : text)}", UriKind.Absolute, out var url)
            || url.Host.Length == 0
            || url.UserInfo.Length > 0)
        {
            return NoUrl;
        }

        return IsSip(url) ? SipAddress : NoScheme;
    }

    private static void Check(Uri url, List<string> problems)
    {
        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            problems.Add("must have no user name, query or fragment");
        }

        if (IsSip(url))
        {
            problems.Add(SipAddress);
        }

        if (OwnPathOf(url.AbsolutePath) is { } path)
        {
            problems.Add($"ends in {path}, a path of LiveKit's own that is added to it: remove that path");
        }
    }

    private static string? OwnPathOf(string path)
    {
        path = path.TrimEnd('/');
        var twirp = path.LastIndexOf(TwirpPath, StringComparison.OrdinalIgnoreCase);
        if (twirp >= 0 && (path.Length == twirp + TwirpPath.Length || path.AsSpan(twirp + TwirpPath.Length).StartsWith("/livekit.", StringComparison.OrdinalIgnoreCase)))
        {
            return TwirpPath;
        }

        return Array.Find(OwnPaths, own => path.EndsWith(own, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsSip(Uri url) => $".{url.Host}".EndsWith(SipSuffix, StringComparison.OrdinalIgnoreCase);

    private static bool BeginsWithAny(string text, string[] beginnings) => Array.Exists(beginnings, beginning => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static string? HttpScheme(string scheme) => scheme switch
    {
        "wss" or "https" => "https",
        "ws" or "http" => "http",
        _ => null,
    };
}
