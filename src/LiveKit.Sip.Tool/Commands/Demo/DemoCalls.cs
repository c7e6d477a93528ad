using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Output;

namespace LiveKit.Sip.Tool.Commands.Demo;

/// <summary>The calls of the demo.</summary>
internal static class DemoCalls
{
    public static IReadOnlyList<DemoCall> All { get; } =
    [
        new("Ada answers", "+15005550101", Phone.Answer(Seconds(2))),
        new("A voice menu (press 1, #)", "+15005550102", Phone.Answer(Seconds(1))) { Dtmf = "ww1w#" },
        new("Bob is on the phone", "+15005550103", Phone.Busy(Seconds(0.8))),
        new("Carol declines", "+15005550104", Phone.Decline(Seconds(2.6))),
        new("Dan is out", "+15005550105", Phone.NoAnswer()),
        new("A number that nobody has", "+15005550106", Phone.Reject(404)),
        new("A carrier in trouble", "+15005550107", Phone.Reject(503, ringFor: Seconds(1.5))),
        new("Eve, called by mistake", "+15005550108", Phone.NoAnswer()) { CancelAfter = Seconds(3) },
    ];

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
