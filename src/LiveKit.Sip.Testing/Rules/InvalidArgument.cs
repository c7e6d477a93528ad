using System.Diagnostics.CodeAnalysis;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>This class rejects a request because one of its values is wrong.</summary>
internal static class InvalidArgument
{
    public static void ThrowIf([DoesNotReturnIf(true)] bool wrong, string message)
    {
        if (wrong)
        {
            throw Error(message);
        }
    }

    public static TwirpErrorException Error(string message) => new(TwirpCode.InvalidArgument, message);
}
