using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tool.Commands.Demo;

/// <summary>A call of the demo: whom, and what their phone does.</summary>
/// <param name="Who">The callee.</param>
/// <param name="Number">Their number.</param>
/// <param name="Phone">What their phone does.</param>
internal sealed record DemoCall(string Who, string Number, Phone Phone)
{
    /// <summary>The keys to press after the answer, if any.</summary>
    public string? Dtmf { get; init; }

    /// <summary>When the caller loses patience.</summary>
    public TimeSpan CancelAfter { get; init; } = Timeout.InfiniteTimeSpan;

    public DialRequest ToRequest() => new()
    {
        To = Number,
        RoomName = "demo",
        Trunk = new InlineTrunk { Hostname = "pstn.example.com", From = "+15005550100" },
        ParticipantName = Who,
        Dtmf = Dtmf,
        RingingTimeout = TimeSpan.FromSeconds(4),
    };
}
