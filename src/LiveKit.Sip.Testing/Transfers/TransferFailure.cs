using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Stores;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Transfers;

/// <summary>This class creates the errors of transfers, with the details that the server's version gives.</summary>
internal sealed class TransferFailure
{
    private readonly TransferErrorDetails _details;

    public TransferFailure(MockLiveKitOptions options) => _details = options.TransferErrorDetails;

    /// <summary>Creates the error of a transfer that the target or the carrier turned down.</summary>
    /// <param name="sipStatus">The status.</param>
    /// <param name="phrase">The reason phrase of the status.</param>
    /// <param name="prefix">The step that failed, in words; <see langword="null"/> when the carrier rejected the REFER itself.</param>
    public TwirpError Rejected(int sipStatus, string phrase, string? prefix)
    {
        var status = SipStatusError.StatusOf(sipStatus, phrase);
        var error = SipStatusError.OfTransfer(status, prefix);
        return _details switch
        {
            TransferErrorDetails.SipStatus => SipStatusError.WithStatus(error, status),
            TransferErrorDetails.SipStatusAndTransferError => SipStatusError.WithStatus(error, status, Details(SIPTransferReason.StrRejected, status)),
            _ => ErrorDetails.Add(error, Details(SIPTransferReason.StrRejected, status)),
        };
    }

    /// <summary>Creates the error of a transfer that nobody answered in time.</summary>
    public TwirpError TimedOut() => _details == TransferErrorDetails.SipStatus
        ? CallErrors.DeadlinePassed
        : ErrorDetails.Add(CallErrors.DeadlinePassed, Details(SIPTransferReason.StrRingingTimeout, status: null));

    private static SIPTransferError Details(SIPTransferReason reason, SIPStatus? status)
        => new() { TransferId = Ids.Transfer(), Reason = reason, SipStatus = status };
}
