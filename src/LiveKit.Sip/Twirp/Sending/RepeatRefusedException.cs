using LiveKit.Sip.Common;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>
/// A handler of the host or of the caller tried to send what must not be sent again, or to copy it. It is no
/// <see cref="HttpRequestException"/>, because those invite more tries. It is a cancellation, because a task that ends canceled is never
/// reported as unobserved: a handler that sends once more behind everybody's back looks at no result.
/// </summary>
internal sealed class RepeatRefusedException : OperationCanceledException
{
    public RepeatRefusedException(string message)
        : base(message)
    {
    }

    public static RepeatRefusedException NotAgain()
        => new("LiveKit.Sip sends a request once: a repeat can ring a phone twice. Whatever tried to repeat it should be taken off this HttpClient");

    /// <param name="handler">Who tried it.</param>
    public static RepeatRefusedException SentAlready(string handler)
        => new($"{handler} tried to send the request again (a retry, a hedge or a followed redirect), which was refused, because a repeat can ring a phone twice; "
            + $"the answer to the first sending is lost. Take such handlers off, or let {PublicNames.AddLiveKitSip} set the client up, below whose handlers no answer is lost");

    /// <param name="handler">Who tried it.</param>
    public static RepeatRefusedException Copied(string handler)
        => new($"{handler} reads or copies the content of a request that must not be sent twice, which was refused, because a copy can be sent again and ring a phone twice. "
            + $"Take such handlers off, or let {PublicNames.AddLiveKitSip} set the client up, above whose own handler they are safe; test servers and stub handlers need {PublicNames.AllowBufferedDials}");

    public static RepeatRefusedException Over()
        => new("LiveKit.Sip has given up this request, and a handler of the HttpClient sends it now: too late");

    public static RepeatRefusedException Bypassed()
        => new($"A handler of the HttpClient that {PublicNames.AddLiveKitSip} set up sent the request through another client, which was refused, because nothing there keeps it from being sent twice. "
            + "Send it on with base.SendAsync");

    /// <param name="httpStatus">The answer that came out of the handlers.</param>
    public static RepeatRefusedException AnsweredAbove(int httpStatus)
        => new($"A handler of the HttpClient that {PublicNames.AddLiveKitSip} set up gave HTTP {httpStatus} as the answer without sending the request on with base.SendAsync. "
            + "What it may have sent through another client carried no token, because LiveKit.Sip puts the token on below all handlers");

    public static RepeatRefusedException NotOurs()
        => new("A handler of the HttpClient sent a copy of the request without its HttpRequestMessage.Options, on a flow of control of its own, which cannot be told from a repeat");
}
