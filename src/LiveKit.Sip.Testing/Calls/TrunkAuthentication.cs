using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Phones;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>Whether a call carries the credentials that its trunk asks for.</summary>
internal static class TrunkAuthentication
{
    /// <summary>The error of a call that doesn't; <see langword="null"/> if it does.</summary>
    public static TwirpError? Check(CallPlan plan, PhoneScript.Challenges challenge)
    {
        if (plan.Username.Length == 0 || plan.Password.Length == 0)
        {
            return CallErrors.NoCredentials;
        }

        return plan.Username == challenge.Username && plan.Password == challenge.Password ? null : CallErrors.WrongCredentials;
    }
}
