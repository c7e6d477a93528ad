using LiveKit.Sip.Configuration;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip;

/// <summary>Where LiveKit is, who is calling, and how this library behaves. Copied when a client is built: later changes have no effect.</summary>
public sealed class LiveKitOptions
{
    /// <summary>
    /// The server's URL, required: <c>wss://</c> and <c>https://</c> mean the same, so do <c>ws://</c> and <c>http://</c>.
    /// May carry a path prefix, but no path of LiveKit's own (<c>/rtc</c>, <c>/twirp</c>), and is not the address for SIP
    /// (<c>sip:</c>, <c>*.sip.livekit.cloud</c>). A trailing slash and white space around it make no difference, quotes are refused.
    /// Default: <see langword="null"/>.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>The API key; with <see cref="ApiSecret"/> one of the three ways to authenticate. White space, line ends and quotes around it are refused. Default: <see langword="null"/>.</summary>
    public string? ApiKey { get; set; }

    /// <summary>The secret that belongs to <see cref="ApiKey"/>; any length. White space, line ends and quotes around it are refused, because with them every signature would be wrong. Default: <see langword="null"/>.</summary>
    public string? ApiSecret { get; set; }

    /// <summary>
    /// A ready token, used for every call, instead of key and secret. To clean up after a canceled dial it needs
    /// <c>roomAdmin</c> of the call's room beside <c>sip.call</c>. White space, quotes and <c>Bearer</c> are refused. Default: <see langword="null"/>.
    /// </summary>
    public string? Token { get; set; }

    /// <summary>
    /// A delegate that is asked for a token before every request, with the rights that the request needs, instead of
    /// key and secret. It is called from many threads and does its own caching; what it takes is added to a request's time.
    /// What it throws comes back as the inner exception of a <see cref="LiveKitException"/>. Default: <see langword="null"/>.
    /// </summary>
    public Func<TokenRequest, CancellationToken, ValueTask<string>>? TokenProvider { get; set; }

    /// <summary>
    /// How long one attempt of a request may take that does not wait for a phone; more than zero, at most 24 hours. What may be repeated
    /// is tried up to three times. Dials and transfers have deadlines of their own, which follow from their ringing time. Default: 10 seconds.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often the calls of one client look at LiveKit, all of them together: watched calls (<see cref="SipCall.WatchAsync"/>, <see cref="SipCall.WaitForEndAsync"/>,
    /// <see cref="DialOptions.Progress"/>), calls whose participant or agent is waited for, lost answers that the room is asked about, and clean-ups that look again. Requests
    /// per second, from 1 to 10,000, shared fairly; clean-ups come first, and their first look waits for nothing. Default: 50.
    /// </summary>
    public int MaxPollsPerSecond { get; set; } = 50;

    /// <summary>The largest answer that is read, in bytes; at least 1,024. Default: 16 MiB.</summary>
    public int MaxResponseSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>
    /// Shows phone numbers in exception messages instead of masking them (<c>+15*******23</c>).
    /// Properties always hold the original. Default: <see langword="false"/>.
    /// </summary>
    public bool ShowPhoneNumbers { get; set; }

    /// <summary>
    /// Lets the content of a dial be written into any stream, and not only to a connection. It is meant for test servers
    /// (<c>TestServer</c>) and stub handlers, which read a request instead of sending it: in a <see cref="HttpClient"/> that was passed in,
    /// or as the primary handler below <c>AddLiveKitSip</c>. A handler that retries can then send its copy of a dial again, which this
    /// library neither sees nor stops: every repeat rings the phone once more. The same goes for transfers, agent dispatches and
    /// everything else that makes something. Default: <see langword="false"/>, such a handler is refused and nothing is sent.
    /// </summary>
    public bool AllowBufferedDials { get; set; }

    /// <summary>
    /// Goes to another region of LiveKit Cloud when the nearest one fails. It makes a difference only for hosts that end in
    /// <c>.livekit.cloud</c>, and a dial goes elsewhere only when nothing of it has been done. Where the project is pinned to other regions
    /// (HTTP 451), requests go there in any case. Default: <see langword="true"/>.
    /// </summary>
    public bool RegionFailover { get; set; } = true;

    /// <summary>
    /// Ends the dials that are not answered yet as soon as the host begins to stop
    /// (<c>IHostApplicationLifetime.ApplicationStopping</c>), so that phones go quiet before the host's last request has drained; later
    /// dials are refused. Each ends in a <see cref="DialCanceledException"/> with the host's stopping token, and
    /// <see cref="DialOptions.CancelBehavior"/> applies. Answered calls go on. It makes a difference only for clients of
    /// <c>AddLiveKitSip</c> in a container with a host. Default: <see langword="true"/>.
    /// </summary>
    public bool CancelDialsOnStop { get; set; } = true;

    /// <summary>
    /// What this caller knows of its carrier's answers: a delegate that is asked first about every final SIP status (300 to 699) with which
    /// a dial or a transfer failed. It returns the verdict, or <see langword="null"/> to leave the answer to this library; what a verdict
    /// may name, <see cref="SipVerdict(CallOutcome, RetryAdvice)"/> says. It is called from many threads, once for each failure, and must
    /// return at once. What it throws, and a verdict that it may not give, is logged and ignored. Default: <see langword="null"/>.
    /// </summary>
    public Func<SipFailure, SipVerdict?>? ClassifySipFailure { get; set; }

    /// <summary>
    /// Where this library logs what costs its user something: repeats made or refused, participants removed, outcomes that stay unknown;
    /// category <c>LiveKit.Sip</c>. No entry holds a phone number or a secret. Default: <see langword="null"/>, nothing is logged.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock of tokens, deadlines and waits. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Where the values were read, so that a message about one of them names it as the caller wrote it.</summary>
    internal SettingOrigins Origins { get; } = new();

    /// <summary>
    /// Reads <c>LIVEKIT_URL</c>, <c>LIVEKIT_API_KEY</c> and <c>LIVEKIT_API_SECRET</c>; where there is neither key nor
    /// secret, <c>LIVEKIT_TOKEN</c>.
    /// </summary>
    /// <returns>New options; what the environment doesn't hold is <see langword="null"/>.</returns>
    public static LiveKitOptions FromEnvironment()
    {
        var options = new LiveKitOptions();
        options.Url = options.Read(nameof(Url), "LIVEKIT_URL");
        options.ApiKey = options.Read(nameof(ApiKey), "LIVEKIT_API_KEY");
        options.ApiSecret = options.Read(nameof(ApiSecret), "LIVEKIT_API_SECRET");
        var token = options.Read(nameof(Token), "LIVEKIT_TOKEN");
        if (options.ApiKey is null && options.ApiSecret is null)
        {
            options.Token = token;
        }

        return options;
    }

    /// <summary>The options of a caller who gave arguments, which are named in messages as parameters.</summary>
    internal static LiveKitOptions FromArguments(string url, string apiKey, string apiSecret)
    {
        var options = new LiveKitOptions { Url = url, ApiKey = apiKey, ApiSecret = apiSecret };
        options.Origins.Note(nameof(Url), url, nameof(url));
        options.Origins.Note(nameof(ApiKey), apiKey, nameof(apiKey));
        options.Origins.Note(nameof(ApiSecret), apiSecret, nameof(apiSecret));
        return options;
    }

    /// <summary>Names the server; shows no key, secret or token.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
    {
        // What is no server's URL may hold a password or a token.
        var server = Url is null ? null : ServerUrl.TryParse(Url, out _);
        return $"LiveKitOptions {{ Url = {server} }}";
    }

    private string? Read(string property, string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? text : null;
        Origins.Note(property, value, variable);
        return value;
    }
}
