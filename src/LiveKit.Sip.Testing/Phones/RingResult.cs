namespace LiveKit.Sip.Testing.Phones;

/// <summary>What comes of a phone's ringing.</summary>
internal abstract record RingResult
{
    private RingResult()
    {
    }

    /// <summary>Somebody picks up, and hangs up after talking for a while, or never.</summary>
    public sealed record Answers(TimeSpan? TalkFor = null) : RingResult;

    /// <summary>Somebody picks up, but the media of the two sides have nothing in common.</summary>
    public sealed record AnswersWithoutCommonCodec : RingResult;

    /// <summary>Somebody picks up a phone that can't encrypt.</summary>
    public sealed record AnswersWithoutEncryption : RingResult;

    /// <summary>A final SIP status other than success.</summary>
    public sealed record Rejects(int SipStatus, string Phrase) : RingResult;

    /// <summary>It rings on and on.</summary>
    public sealed record Nothing : RingResult;
}
