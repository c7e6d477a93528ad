namespace LiveKit.Sip;

/// <summary>What became of a dial: the answer of <see cref="SipClient.ResolveAsync"/>.</summary>
public sealed class DialResolution
{
    /// <summary>Creates an answer; <see cref="SipClient.ResolveAsync"/> does this, and tests may.</summary>
    /// <param name="status">Where the call stood when it was looked for.</param>
    /// <param name="call">The call, if it goes on.</param>
    /// <param name="mayRingUntil">Until when the phone may ring. Default: it doesn't.</param>
    /// <param name="wasHungUp">Whether the call was hung up. Default: it wasn't.</param>
    public DialResolution(CallStatus status, SipCall? call = null, DateTimeOffset? mayRingUntil = null, bool wasHungUp = false)
    {
        Status = status;
        Call = call;
        MayRingUntil = mayRingUntil;
        WasHungUp = wasHungUp;
    }

    /// <summary>What became of the dial: <see cref="Status"/> in short, as it was before a hang-up.</summary>
    public DialState State => Status switch
    {
        CallStatus.Gone or CallStatus.Hangup => DialState.Gone,
        CallStatus.Automation or CallStatus.Active => DialState.Answered,
        _ => DialState.Ringing,
    };

    /// <summary>Where the call stood when it was looked for; <see cref="CallStatus.Gone"/> if the room has no such participant.</summary>
    public CallStatus Status { get; }

    /// <summary>
    /// The call, ringing or answered; <see langword="null"/> if there is none, or it was hung up. Its <see cref="SipCall.WaitForAnswerAsync"/>
    /// asks LiveKit until the answer comes.
    /// </summary>
    public SipCall? Call { get; }

    /// <summary>
    /// Until when the phone may ring; <see langword="null"/> if it can't any more. It is also set when the call is not there and its
    /// time is not over: a LiveKit that lost the call, or has yet to get the request, cannot stop its phone. And it is set when a call was hung
    /// up that had not been answered: a SIP service that has died does not pass the hang-up on.
    /// </summary>
    public DateTimeOffset? MayRingUntil { get; }

    /// <summary>Whether a call was found and hung up; also when it ended by itself at that moment.</summary>
    public bool WasHungUp { get; }

    /// <summary>Names what became of the dial.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"DialResolution {{ State = {State}, Status = {Status}, WasHungUp = {WasHungUp} }}";
}
