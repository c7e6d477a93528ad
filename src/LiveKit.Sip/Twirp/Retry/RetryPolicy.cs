using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Twirp.Retry;

/// <summary>Judges whether a failed attempt may be followed by another.</summary>
internal static class RetryPolicy
{
    public const int MaxAttempts = 3;

    public static bool MayRepeat(RepeatClass repeat, LiveKitException failure)
        => failure.IsProvablyUnsent || (repeat.IsIdempotent() && failure.IsTransient);

    /// <summary>Whether the request is not repeated although other clients would, because it may have been applied.</summary>
    public static bool IsHeldBack(RepeatClass repeat, LiveKitException failure) => !repeat.IsIdempotent() && failure.IsRepeatedByOthers;
}
