using LiveKit.Protocol;
using LiveKit.Sip.Testing.Phones;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>The reason for which a call fails before any phone can ring.</summary>
/// <param name="Error">The error.</param>
/// <param name="LeaveReason">The reason that the webhook of the participant's leaving gives.</param>
/// <param name="SipStatus">The SIP status; <see langword="null"/> when the call fails without one.</param>
internal sealed record TrunkFailure(TwirpError Error, DisconnectReason LeaveReason, int? SipStatus = null)
{
    /// <summary>Finds the reason for which the trunk makes a call fail. The result is <see langword="null"/> when the trunk lets the call pass.</summary>
    public static TrunkFailure? Of(CallPlan plan, PhoneScript phone) => phone switch
    {
        _ when !TrunkHostname.Resolves(plan.Hostname) => new TrunkFailure(CallErrors.Unresolved(plan), DisconnectReason.ClientInitiated),
        PhoneScript.RefusesConnection => new TrunkFailure(CallErrors.ConnectionRefused(plan), DisconnectReason.ClientInitiated),
        _ when InviteSize.IsTooLarge(plan) => new TrunkFailure(CallErrors.TooLarge, DisconnectReason.ClientInitiated),
        PhoneScript.RefusesTransfer refusal => new TrunkFailure(
            SipStatusError.OfInvite(refusal.SipStatus, refusal.Phrase), LeaveReasons.Of(refusal.SipStatus, refusal.Phrase), refusal.SipStatus),
        PhoneScript.Challenges when plan.Username.Length == 0 || plan.Password.Length == 0
            => new TrunkFailure(CallErrors.NoCredentials, DisconnectReason.UserRejected),
        PhoneScript.Challenges challenge when plan.Username != challenge.Username || plan.Password != challenge.Password
            => new TrunkFailure(CallErrors.WrongCredentials, DisconnectReason.UserRejected),
        _ => null,
    };
}
