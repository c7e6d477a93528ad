using LiveKit.Sip.Authentication;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Twirp.Regions;

/// <summary>What the router goes by when it chooses the address of the next attempt.</summary>
/// <param name="Method">The RPC.</param>
/// <param name="Scope">The rights that the RPC needs.</param>
/// <param name="RequestId">The id of the logical request.</param>
/// <param name="Failure">Why the latest attempt failed.</param>
/// <param name="Budget">How long one attempt may take.</param>
/// <param name="Tried">The hosts that were tried; the router adds the one that it chooses.</param>
internal readonly record struct FailedAttempt(
    TwirpMethod Method,
    TokenScope Scope,
    string RequestId,
    LiveKitException Failure,
    TimeSpan Budget,
    ICollection<string> Tried);
