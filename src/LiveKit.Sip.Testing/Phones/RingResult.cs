namespace LiveKit.Sip.Testing.Phones;

/// <summary>The result of a phone's ringing.</summary>
internal abstract record RingResult
{
    private RingResult()
    {
    }

    /// <summary>The callee answers, and hangs up after the talk time. Without a talk time the callee never hangs up.</summary>
    public sealed record Answers(TimeSpan? TalkFor = null) : RingResult;

    /// <summary>The callee answers, but the two sides have no codec in common.</summary>
    public sealed record AnswersWithoutCommonCodec : RingResult;

    /// <summary>The callee answers on a phone that cannot encrypt.</summary>
    public sealed record AnswersWithoutEncryption : RingResult;

    /// <summary>The carrier or the callee ends the call with a final SIP status other than success.</summary>
    public sealed record Rejects(int SipStatus, string Phrase) : RingResult;

    /// <summary>The phone rings until somebody else ends the call.</summary>
    public sealed record Nothing : RingResult;
}
