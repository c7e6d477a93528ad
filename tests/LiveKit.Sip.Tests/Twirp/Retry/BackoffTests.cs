using System.Globalization;
using LiveKit.Protocol;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Tests.Faults;
using LiveKit.Sip.Tests.Integration;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tests.Support;

namespace LiveKit.Sip.Tests.Twirp.Retry;

/// <summary>Attempts are apart from each other: longer each time, not in step, and by the clock that was given.</summary>
public class BackoffTests
{
    // The means differ by a quarter, which so many calls show beyond doubt.
    private const int Calls = 400;

    [Fact]
    public async Task Pauses_OfManyCalls_GrowAndDiffer()
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = static _ => FaultPoint.Status503;

        var calls = Enumerable.Range(0, Calls).Select(_ => bed.Start(RoomMethods.ListParticipants, new ListParticipantsRequest { Room = "room" })).ToArray();
        await bed.PassPausesAsync(Task.WhenAll(calls));

        Assert.All(calls, static call => Assert.True(call.IsFaulted));
        var ofCalls = bed.Log.Of(1).GroupBy(entry => RequestOf(entry.Message), entry => PauseOf(entry.Message).TotalSeconds).ToList();
        Assert.Equal(Calls, ofCalls.Count);
        Assert.All(ofCalls, static ofCall => Assert.Equal(2, ofCall.Count()));
        var pauses = ofCalls.SelectMany(static ofCall => ofCall).ToList();
        var first = ofCalls.Select(static ofCall => ofCall.First()).ToList();
        var second = ofCalls.Select(static ofCall => ofCall.Last()).ToList();
        Assert.InRange(first.Average(), 0.1, 0.4);
        Assert.True(second.Average() > first.Average(), $"{first.Average()} s, then {second.Average()} s");
        Assert.True(first.Distinct().Count() > Calls / 2, "The first pauses are in step.");
        Assert.All(pauses, pause => Assert.InRange(pause, 0, 4));
    }

    [Fact]
    public async Task Repeat_WhileTheClockStandsStill_IsNotMade()
    {
        await using var bed = await RetryBed.StartAsync();
        bed.Proxy.Script = static _ => FaultPoint.Status503;

        var call = bed.Start(RoomMethods.ListParticipants, new ListParticipantsRequest { Room = "room" });
        await Eventually.TrueAsync(() => bed.Log.Of(1).Count == 1 && bed.Clock.ActiveTimers > 0);

        Assert.Single(bed.Proxy.Requests);
        await bed.PassPausesAsync(call);
        await Assert.ThrowsAsync<TwirpException>(() => call);
        Assert.Equal(3, bed.Proxy.Requests.Count);
    }

    private static string RequestOf(string message) => message.Split(". Request")[1];

    private static TimeSpan PauseOf(string message)
        => TimeSpan.Parse(message.Split("follows in ")[1].Split(". Request")[0], CultureInfo.InvariantCulture);
}
