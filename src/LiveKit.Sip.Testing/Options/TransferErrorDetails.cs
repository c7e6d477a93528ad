namespace LiveKit.Sip.Testing;

/// <summary>What the error of a transfer that failed says besides its text. Servers of different ages differ in this.</summary>
public enum TransferErrorDetails
{
    /// <summary>
    /// The SIP status, in the metadata (<c>sip_status_code</c>, <c>sip_status</c>) and as <c>SIPStatus</c> in <c>error_details</c>; nothing
    /// without a SIP status. Servers before September 2026 do this.
    /// </summary>
    SipStatus = 0,

    /// <summary>As <see cref="SipStatus"/>, and <c>SIPTransferError</c> in <c>error_details</c> besides.</summary>
    SipStatusAndTransferError,

    /// <summary>Only <c>SIPTransferError</c> in <c>error_details</c>, which holds the SIP status if there is one.</summary>
    TransferError,
}
