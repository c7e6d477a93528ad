namespace LiveKit.Sip.Testing.Phones;

/// <summary>The result of a phone's ringing.</summary>
internal abstract record RingResult
{
    private RingResult()
    {
    }

    /// <summary>Whether somebody picks up the phone.</summary>
    public virtual bool IsPickup => false;

    /// <summary>The callee answers, and hangs up after the talk time. Without a talk time the callee never hangs up.</summary>
    public sealed record Answers(TimeSpan? TalkFor = null) : RingResult
    {
        public override bool IsPickup => true;
    }

    /// <summary>The callee answers, and the call fails all the same.</summary>
    public sealed record AnswersInVain(FailedPickup Failure) : RingResult
    {
        public override bool IsPickup => true;
    }

    /// <summary>The callee answers on a phone that cannot encrypt.</summary>
    public sealed record AnswersWithoutEncryption : RingResult
    {
        public override bool IsPickup => true;
    }

    /// <summary>The callee answers in the moment in which the ringing time ends, which is too late.</summary>
    public sealed record AnswersTooLate : RingResult;

    /// <summary>The carrier or the callee ends the call with a final SIP status other than success.</summary>
    public sealed record Rejects(int SipStatus, string Phrase) : RingResult;

    /// <summary>The phone rings until somebody else ends the call.</summary>
    public sealed record Nothing : RingResult;
}
