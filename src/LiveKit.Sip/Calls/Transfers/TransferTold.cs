using LiveKit.Protocol;
using LiveKit.Sip.Messages;
using LiveKit.Sip.Outcomes;

namespace LiveKit.Sip.Calls.Transfers;

/// <summary>What LiveKit tells about a transfer that failed, besides how it ended.</summary>
/// <param name="Id">LiveKit's id of the transfer; null from servers that leave it out.</param>
/// <param name="Reason">Why it failed; null from servers that do not say.</param>
internal readonly record struct TransferTold(string? Id, SIPTransferReason? Reason)
{
    public static TransferTold By(TwirpException error)
        => SipStatusReader.ReadTransferError(error) is { } told ? Of(told.TransferId, told.Reason) : default;

    public static TransferTold By(TransferSIPParticipantResponse response) => Of(response.TransferId, response.Reason);

    private static TransferTold Of(string id, SIPTransferReason reason)
        => new(ProtoStrings.OrNull(id), reason == SIPTransferReason.StrUnspecified ? null : reason);
}
