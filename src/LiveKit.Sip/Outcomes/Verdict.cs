namespace LiveKit.Sip.Outcomes;

/// <summary>What a dial or a transfer that failed came to, as far as its answer tells, and what the room still has to confirm.</summary>
internal sealed record Verdict
{
    public Verdict(CallOutcome outcome, bool mayHaveRung)
    {
        Outcome = outcome;
        MayHaveRung = mayHaveRung;
        Advice = OutcomeTraits.Of(outcome).UsualAdvice;
    }

    /// <summary>The outcome; where <see cref="RoomCheck"/> asks for a look at the room, the one that stands if the room confirms it.</summary>
    public CallOutcome Outcome { get; }

    /// <summary>Whether the INVITE may have gone out. It is never true of an outcome that says that nothing was dialed.</summary>
    public bool MayHaveRung { get; }

    /// <summary>Whether dialing again makes sense. Default: what the outcome usually advises.</summary>
    public RetryAdvice Advice { get; init; }

    /// <summary>
    /// Whether the INVITE is known to have ended: by a final SIP status, by LiveKit, or by a removal that reached the phone. Where it is not,
    /// the phone may ring on.
    /// </summary>
    public bool HasInviteEnded { get; init; }

    /// <summary>Whether the callee had picked up when the call failed, and heard silence.</summary>
    public bool WasPickedUp { get; init; }

    /// <summary>What still has to be looked at in the room before the verdict stands.</summary>
    public RoomCheck RoomCheck { get; init; }

    /// <summary>Whether LiveKit itself gave the answer. An answer that was lost or replaced may hide that LiveKit was restarted.</summary>
    public bool IsFromLiveKit { get; init; }

    /// <summary>The carrier's final SIP status, if there was one.</summary>
    public int? SipStatusCode { get; init; }

    /// <summary>The carrier's phrase, original.</summary>
    public string? SipStatus { get; init; }

    /// <summary>The verdict as a sentence for people, where it can say more than the outcome's own sentence.</summary>
    public string? Sentence { get; init; }

    /// <summary>Whether the phone may ring although the call has failed.</summary>
    public bool MayRingOn => MayHaveRung && !HasInviteEnded;

    /// <summary>What is left if the room cannot be asked, or contradicts the verdict without telling what became of the call.</summary>
    public Verdict Unconfirmed() => RoomCheck is RoomCheck.None or RoomCheck.BriefLook ? this with { RoomCheck = RoomCheck.None } : Found(CallOutcome.Unknown);

    /// <summary>What the room made of the verdict.</summary>
    /// <param name="outcome">The outcome that the room tells.</param>
    /// <param name="advice">The advice. Default: what the outcome usually advises.</param>
    /// <param name="hasInviteEnded">Whether the INVITE is known to have ended.</param>
    public Verdict Found(CallOutcome outcome, RetryAdvice? advice = null, bool hasInviteEnded = false)
        => new(outcome, !OutcomeTraits.SaysNothingWasDialed(outcome))
        {
            Advice = advice ?? OutcomeTraits.Of(outcome).UsualAdvice,
            HasInviteEnded = hasInviteEnded,
            IsFromLiveKit = IsFromLiveKit,
            SipStatusCode = SipStatusCode,
            SipStatus = SipStatus,
        };
}
