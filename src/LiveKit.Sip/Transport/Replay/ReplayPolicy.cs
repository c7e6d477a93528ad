using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Transport.Replay;

/// <summary>Judges whether a failed attempt may be followed by another.</summary>
internal static class ReplayPolicy
{
    public const int MaxAttempts = 3;

    private const int OtherRegionOnly = 451;
    private const int FirstServerError = 500;

    public static bool MayRepeat(RepeatClass repeat, LiveKitException failure) => IsProvablyUnsent(failure) || (IsHarmless(repeat) && IsPassing(failure));

    /// <summary>Whether a repeat ends in the same state.</summary>
    public static bool IsHarmless(RepeatClass repeat) => repeat is RepeatClass.Read or RepeatClass.Overwrite;

    /// <summary>Whether LiveKit Cloud turned the request away, before doing anything, for another region to take it.</summary>
    public static bool WasTurnedAway(LiveKitException failure) => failure is TwirpException { HttpStatus: OtherRegionOnly, IsFromLiveKit: false };

    /// <summary>Whether it failed in a way that other clients repeat, although it may have been carried out.</summary>
    public static bool IsHeldBack(RepeatClass repeat, LiveKitException failure)
        => !IsHarmless(repeat)
            && failure is LiveKitTransportException { RequestSent: true } or TwirpException { IsFromLiveKit: false, HttpStatus: >= FirstServerError };

    /// <summary>
    /// The failure came before anything was sent, and the content was never handed to a transport, not even by an attempt that a handler
    /// made and swallowed.
    /// </summary>
    private static bool IsProvablyUnsent(LiveKitException failure)
        => failure is LiveKitTransportException
        {
            RequestSent: false,
            Failure: TransportFailure.NameNotResolved or TransportFailure.NotConnected or TransportFailure.TlsFailed,
        };

    /// <summary>Whether the server could not be reached, or was in trouble.</summary>
    public static bool IsPassing(Exception failure)
        => failure is LiveKitTransportException { Failure: not TransportFailure.AnswerTooLarge } or TwirpException { HttpStatus: >= FirstServerError };
}
