using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Calls.Watching.Mass;

/// <summary>What a watcher saw, and when.</summary>
internal sealed record SeenStatus(CallStatus Status, DateTimeOffset At);

/// <summary>One call: what it went through, and what its watcher saw of that.</summary>
internal sealed record WatchedDial(IReadOnlyList<MockDialStep> Steps, IReadOnlyList<SeenStatus> Seen)
{
    /// <summary>How long after it could be seen each status was seen.</summary>
    public IEnumerable<TimeSpan> Delays(DateTimeOffset began)
    {
        foreach (var seen in Seen)
        {
            var at = Steps.Single(step => step.Step == StepOf(seen.Status)).At;
            yield return seen.At - (at > began ? at : began);
        }
    }

    private static DialStep StepOf(CallStatus status) => status switch
    {
        CallStatus.Dialing => DialStep.Dialing,
        CallStatus.Ringing => DialStep.Ringing,
        CallStatus.Active => DialStep.Active,
        CallStatus.Hangup or CallStatus.Gone => DialStep.Ended,
        _ => throw new InvalidOperationException($"No step belongs to {status}."),
    };
}

/// <summary>What a crowd of watched calls left behind.</summary>
/// <param name="Began">When the watching began.</param>
/// <param name="Calls">The calls.</param>
/// <param name="Looks">When each look reached the server.</param>
internal sealed record CrowdRecord(DateTimeOffset Began, IReadOnlyList<WatchedDial> Calls, IReadOnlyList<DateTimeOffset> Looks);
