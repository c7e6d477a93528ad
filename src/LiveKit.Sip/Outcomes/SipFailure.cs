namespace LiveKit.Sip;

/// <summary>A carrier's final answer to a dial or a transfer, for <see cref="LiveKitOptions.ClassifySipFailure"/>.</summary>
public sealed class SipFailure
{
    /// <summary>Creates the answer; this library does this, and tests may.</summary>
    /// <param name="statusCode">The SIP status code, 300 to 699.</param>
    /// <param name="phrase">The phrase as the carrier wrote it. Default: the carrier gave none.</param>
    /// <param name="trunkId">The stored trunk that was dialed over. Default: none was named.</param>
    /// <param name="isTransfer">Whether a call was to be transferred. Default: it was dialed.</param>
    public SipFailure(int statusCode, string? phrase = null, string? trunkId = null, bool isTransfer = false)
    {
        StatusCode = statusCode;
        Phrase = phrase;
        TrunkId = trunkId;
        IsTransfer = isTransfer;
    }

    /// <summary>The SIP status code (<c>sip_status_code</c>), 300 to 699.</summary>
    public int StatusCode { get; }

    /// <summary>
    /// The phrase (<c>sip_status</c>), as LiveKit passes it on: unmasked, in any language, of any length. Without a phrase of the carrier's
    /// it may be an enum name (<c>SIP_STATUS_…</c>), and for some statuses it is the body of the carrier's answer.
    /// </summary>
    public string? Phrase { get; }

    /// <summary>The stored trunk that was dialed over (<c>sip_trunk_id</c>); <see langword="null"/> for inline trunks and for transfers.</summary>
    public string? TrunkId { get; }

    /// <summary>Whether a call was to be transferred; otherwise it was dialed.</summary>
    public bool IsTransfer { get; }

    /// <summary>Names the status, and not the phrase, which may hold a phone number.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"SipFailure {{ StatusCode = {StatusCode}, TrunkId = {TrunkId}, IsTransfer = {IsTransfer} }}";
}
