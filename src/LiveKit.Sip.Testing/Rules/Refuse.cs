using System.Diagnostics.CodeAnalysis;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>Turns a request down for a wrong value.</summary>
internal static class Refuse
{
    public static void If([DoesNotReturnIf(true)] bool wrong, string message)
    {
        if (wrong)
        {
            throw For(message);
        }
    }

    public static TwirpErrorException For(string message) => new(TwirpCode.InvalidArgument, message);
}
