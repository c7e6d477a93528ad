using LiveKit.Protocol;
using LiveKit.Sip.Messages;

namespace LiveKit.Sip;

/// <summary>A transfer that was carried out: the target has answered, and LiveKit hangs up its own leg about a second later.</summary>
public sealed class TransferResult
{
    /// <summary>Creates a result; <see cref="SipClient.TransferAsync"/> does this, and tests may.</summary>
    /// <param name="response">LiveKit's answer.</param>
    /// <exception cref="ArgumentNullException"><paramref name="response"/> is null.</exception>
    public TransferResult(TransferSIPParticipantResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        TransferId = ProtoStrings.OrNull(response.TransferId);

        // Open-source servers answer with an empty message, whose first value reads "ongoing": that it came is the proof.
        Status = response.Status == SIPTransferStatus.StsTransferOngoing ? SIPTransferStatus.StsTransferSuccessful : response.Status;
        Reason = response.Reason == SIPTransferReason.StrUnspecified ? SIPTransferReason.StrCompleted : response.Reason;
        SipStatusCode = response.SipStatus is { Code: not SIPStatusCode.SipStatusUnknown } status ? (int)status.Code : null;
        SipStatus = response.SipStatus is { } phrase ? ProtoStrings.OrNull(phrase.Status) : null;
    }

    /// <summary>LiveKit's id of the transfer (<c>transfer_id</c>); <see langword="null"/> from open-source servers.</summary>
    public string? TransferId { get; }

    /// <summary>How the transfer stands (<c>status</c>): <see cref="SIPTransferStatus.StsTransferSuccessful"/>, also from servers that leave it out.</summary>
    public SIPTransferStatus Status { get; }

    /// <summary>Why it ended (<c>reason</c>): <see cref="SIPTransferReason.StrCompleted"/>, also from servers that leave it out.</summary>
    public SIPTransferReason Reason { get; }

    /// <summary>The last SIP status code of the transfer (<c>sip_status.code</c>), if the server gave one.</summary>
    public int? SipStatusCode { get; }

    /// <summary>The phrase that belongs to it, in the carrier's words (<c>sip_status.status</c>), if the server gave one.</summary>
    public string? SipStatus { get; }

    /// <summary>Names status and reason.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"TransferResult {{ Status = {Status}, Reason = {Reason} }}";
}
