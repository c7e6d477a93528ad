using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Phones;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>Why a call failed before any phone could ring.</summary>
/// <param name="Error">The error.</param>
/// <param name="SipStatus">The SIP status, if there was one.</param>
internal sealed record TrunkFailure(TwirpError Error, int? SipStatus = null)
{
    /// <summary>What the trunk has against a call; <see langword="null"/> if nothing.</summary>
    public static TrunkFailure? Of(CallPlan plan, PhoneScript phone) => phone switch
    {
        _ when !TrunkTarget.Resolves(plan.Hostname) => new TrunkFailure(CallErrors.Unresolved(plan)),
        PhoneScript.RefusesConnection => new TrunkFailure(CallErrors.ConnectionRefused(plan)),
        PhoneScript.RefusesTransfer refusal => new TrunkFailure(SipFailure.Of(refusal.SipStatus, refusal.Phrase), refusal.SipStatus),
        PhoneScript.Challenges when plan.Username.Length == 0 || plan.Password.Length == 0 => new TrunkFailure(CallErrors.NoCredentials),
        PhoneScript.Challenges challenge when plan.Username != challenge.Username || plan.Password != challenge.Password
            => new TrunkFailure(CallErrors.WrongCredentials),
        _ => null,
    };
}
