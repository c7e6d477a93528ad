using LiveKit.Sip.Common;
using LiveKit.Sip.Exceptions;

namespace LiveKit.Sip.Calls.Context;

/// <summary>Which looks come before which when many calls want to look at the same time.</summary>
internal enum PollTurn
{
    /// <summary>Every look waits for its turn; the call that was looked at longest ago comes first.</summary>
    InTurn = 0,

    /// <summary>Every look waits for its turn, but goes before those of calls that are only watched.</summary>
    Urgent,

    /// <summary>The first look waits for nothing, because a phone may be ringing that must not; the others are urgent.</summary>
    AtOnce,
}

/// <summary>How often something is looked at, and what ends the looking besides success and cancellation.</summary>
internal sealed record PollPlan
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>The pause that follows on a pause; the first one follows on zero. Default: twice as long, from 20 ms up to half a second.</summary>
    public Func<TimeSpan, TimeSpan> NextPause { get; init; } = static pause
        => pause == TimeSpan.Zero ? ShortestPause : TimeSpans.Min(pause * 2, LongestPause);

    /// <summary>By what part a pause may be shorter or longer: the jitter keeps calls that began together from asking in step.</summary>
    public double Jitter { get; init; } = 0.25;

    /// <summary>Which looks come first.</summary>
    public PollTurn Turn { get; init; }

    /// <summary>Whether a pause comes before the first look.</summary>
    public bool PausesFirst { get; init; }

    /// <summary>Whether the looking goes on after a failed look. Default: unless the same look would fail again.</summary>
    public Func<Exception, bool> GoesOnAfter { get; init; } = static e => e is LiveKitException && !FailureFacts.IsFinal(e);
}
