namespace LiveKit.Sip.Twirp.Sending;

/// <summary>A handler of the host tried to send what must not be sent again. No <see cref="HttpRequestException"/>, because those invite more tries.</summary>
internal sealed class RepeatRefusedException : InvalidOperationException
{
    public RepeatRefusedException(string message)
        : base(message)
    {
    }

    public static RepeatRefusedException SentAlready()
        => new("LiveKit.Sip sends a request once: a repeat can ring a phone twice. Whatever tried to repeat it should be taken off this HttpClient.");

    public static RepeatRefusedException Over()
        => new("LiveKit.Sip has given up this request, and a handler of the HttpClient sends it now: too late.");

    public static RepeatRefusedException Buffered()
        => new("A handler of the HttpClient copies the content of a request that must not be sent twice, which nothing could keep the copy from. "
            + "On the client that AddLiveKitSip sets up, such handlers are safe.");

    public static RepeatRefusedException NotOurs()
        => new("A handler of the HttpClient sent a copy of the request without its HttpRequestMessage.Options, on a flow of control of its own: it cannot be told from a repeat.");
}
