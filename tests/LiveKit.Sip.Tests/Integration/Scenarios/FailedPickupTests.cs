using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Recorded;

namespace LiveKit.Sip.Tests.Integration.Scenarios;

/// <summary>Every recorded way to fail after the callee has picked up, on the mock and through the room that is asked.</summary>
public sealed class FailedPickupTests
{
    private static readonly Dictionary<string, Phone> Phones = new(StringComparer.Ordinal)
    {
        ["200 OK without a To tag"] = Phone.WithoutToTag(),
        ["200 OK whose SDP does not parse"] = Phone.BrokenSdp(),
        ["200 OK without SDP"] = Phone.WithoutSdp(),
        ["200 OK whose SDP has audio port 0"] = Phone.AudioPortZero(),
        ["picked up and hung up again at once (BYE right behind the 200 OK)"] = Phone.PickUpAndHangUpAtOnce(),
        ["picked up in the last moment of ringing_timeout 2s"] = Phone.PickUpAtRingingTimeout(),
        ["INVITE larger than 1,300 bytes on a UDP trunk (a header of 700 bytes)"] = Phone.Answer(),
        ["the SIP service died at 1.5 s of ringing_timeout 8s, X-Twirp-Timeout-Ms 13000"] = Phone.NoAnswer(),
    };

    /// <summary>When LiveKit answers those that ring for a while: at the end of the ringing time, and at the server's deadline.</summary>
    private static readonly Dictionary<string, TimeSpan> WaitsFor = new(StringComparer.Ordinal)
    {
        ["picked up in the last moment of ringing_timeout 2s"] = TimeSpan.FromSeconds(10),
        ["the SIP service died at 1.5 s of ringing_timeout 8s, X-Twirp-Timeout-Ms 13000"] = TimeSpan.FromSeconds(15),
    };

    public static TheoryData<string> Names() => [.. Recordings.Read("dial-failures-after-pickup.json").Select(static entry => entry.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task TryDialAsync_FailureAfterPickup_HasItsOutcome(string name)
    {
        var entry = Recordings.Read("dial-failures-after-pickup.json").Single(entry => entry.GetProperty("name").GetString() == name);
        await using var scene = await Scene.StartAsync();
        scene.Server.Phones[Scene.Number] = Phones[name];
        var request = Scene.Request();
        if (name.StartsWith("INVITE", StringComparison.Ordinal))
        {
            request.Headers["X-Long"] = new string('x', 700);
        }

        if (name.StartsWith("the SIP service died", StringComparison.Ordinal))
        {
            scene.Server.Faults.Next(MockFault.SipServiceDiesAt(DialStep.Ringing));
        }

        var dialing = scene.Sip.TryDialAsync(request, null, Scene.Token);
        if (WaitsFor.TryGetValue(name, out var wait))
        {
            await scene.NextDialAsync(DialStep.Ringing);
            scene.Clock.Advance(wait);
        }

        var result = await scene.PassPausesAsync(dialing);

        Assert.Equal(entry.GetProperty("outcome").GetString(), result.Outcome.ToString());
        Assert.Equal(entry.GetProperty("mayHaveRung").GetBoolean(), result.Error!.MayHaveRung);
        Assert.Equal(result.Outcome is CallOutcome.Unknown, result.Error.MayRingUntil is not null);
    }
}
