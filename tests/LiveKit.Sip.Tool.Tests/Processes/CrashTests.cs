using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests.Processes;

/// <summary>The program is killed outright while its phone rings: what LiveKit does then, and what a later run can do.</summary>
public sealed class CrashTests : IDisposable
{
    private const string Number = "+15105550123";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    // At the real time, which the tokens are checked against; from there it moves only when told to.
    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    private string Reference => Path.Combine(_folder, "call.json");

    private string[] Dial => DialArguments.To(Number, "--ringing-timeout", "60", "--reference", Reference);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Dial_KilledWhileRinging_RingsUntilTheServersDeadline()
    {
        var deadline = TimeSpan.FromSeconds(10);
        await using var server = await StartServerAsync();
        server.Phones[Number] = Phone.NoAnswer();
        await using var proxy = await ShortDeadline.StartAsync(server, deadline);
        var began = _clock.GetUtcNow();

        await using var program = ProgramProcess.Start(Dial, new Dictionary<string, string>(Lksip.EnvironmentOf(server), StringComparer.Ordinal) { ["LIVEKIT_URL"] = proxy.Url });
        var dial = await server.WaitForDialAsync(Canceled);
        await dial.WaitForAsync(DialStep.Ringing, Canceled);
        await program.KillAsync();
        await proxy.CallerLost.WaitAsync(Canceled);
        _clock.Advance(deadline - TimeSpan.FromMilliseconds(1));

        Assert.True(dial.IsRinging);
        Assert.Null(dial.End);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await dial.WaitForAsync(DialStep.Ended, Canceled);
        Assert.Equal(DialEndReason.ServerDeadline, dial.End!.Reason);
        Assert.False(dial.IsRinging);
        Assert.Equal(began + deadline, dial.RingingEndedAt);
        Assert.Equal(TimeSpan.FromSeconds(60), dial.Request.RingingTimeout.ToTimeSpan());
        Assert.Equal(1, dial.RingCount);
        Assert.Single(server.Dials);
    }

    [Fact]
    public async Task Resolve_KilledAndThenAnswered_FindsTheCallAndHangsItUp()
    {
        await using var server = await StartServerAsync();
        server.Phones[Number] = Phone.Answer(TimeSpan.FromSeconds(20));
        var environment = Lksip.EnvironmentOf(server);

        await using var program = ProgramProcess.Start(Dial, environment);
        var dial = await server.WaitForDialAsync(Canceled);
        await dial.WaitForAsync(DialStep.Ringing, Canceled);
        await program.KillAsync();
        _clock.Advance(TimeSpan.FromSeconds(20));
        await dial.WaitForAsync(DialStep.Active, Canceled);

        var look = await Lksip.RunAsync(["call", "resolve", "--reference", Reference, "--json"], environment);
        Assert.Equal(("Answered", 0), (look.Outcome, look.ExitCode));
        Assert.Equal(dial.ParticipantId, look.Json.GetProperty("participantId").GetString());
        Assert.Equal(dial.SipCallId, look.Json.GetProperty("sipCallId").GetString());
        Assert.Null(dial.End);

        var hangUp = await Lksip.RunAsync(["call", "resolve", "--reference", Reference, "--hang-up", "--json"], environment);
        Assert.Equal(("HungUp", 0), (hangUp.Outcome, hangUp.ExitCode));
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
        Assert.Contains(dial.Steps, static step => step.Step == DialStep.Active);
        Assert.Single(server.Dials);
    }

    [Fact]
    public async Task Dial_WithTheReferenceOfAKilledOne_CallsNobody()
    {
        await using var server = await StartServerAsync();
        server.Phones[Number] = Phone.NoAnswer();
        var environment = Lksip.EnvironmentOf(server);

        await using var program = ProgramProcess.Start(Dial, environment);
        await (await server.WaitForDialAsync(Canceled)).WaitForAsync(DialStep.Ringing, Canceled);
        await program.KillAsync();
        var kept = await File.ReadAllTextAsync(Reference, Canceled);
        var again = await Lksip.RunAsync([.. Dial, "--json"], environment);

        Assert.Equal(("InvalidRequest", 2), (again.Outcome, again.ExitCode));
        Assert.Contains("resolve", again.Message, StringComparison.Ordinal);
        Assert.Equal(kept, await File.ReadAllTextAsync(Reference, Canceled));
        Assert.Equal([Reference], Directory.GetFiles(_folder));
        Assert.Single(server.Dials);
    }

    private Task<MockLiveKitServer> StartServerAsync() => MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = _clock }, Canceled);
}
