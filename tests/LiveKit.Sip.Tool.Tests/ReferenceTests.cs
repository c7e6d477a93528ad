using System.Text.Json;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

public sealed class ReferenceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder, "call.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("+15005550486", "Busy")]
    [InlineData("+15005550001", "Answered")]
    [InlineData("+15005550000", "Dialing", "--no-wait")]
    public async Task Dial_WithAReference_LeavesItBehind(string number, string outcome, params string[] more)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);

        var run = await Lksip.RunAsync(DialArguments.To(number, ["--identity", "callee", "--reference", File, "--json", .. more]), Lksip.EnvironmentOf(server));

        Assert.Equal(outcome, run.Outcome);
        var reference = DialReference.FromJson(await System.IO.File.ReadAllTextAsync(File, Canceled));
        Assert.Equal(("the-room", "callee"), (reference.RoomName, reference.ParticipantIdentity));
        Assert.Equal(Assert.Single(server.Dials).Request.ParticipantAttributes["dial.id"], reference.DialId);
        Assert.Equal(run.Json.GetProperty("requestId").GetString(), reference.RequestId);
        Assert.Equal([File], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("call.json")]
    [InlineData("no-such-folder/call.json")]
    public async Task Dial_WithAReferenceThatCannotBeWritten_CallsNobody(string name)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await System.IO.File.WriteAllTextAsync(File, "mine", Canceled);

        var run = await Lksip.RunAsync(DialArguments.To("+15005550001", "--reference", Path.Combine(_folder, name)), Lksip.EnvironmentOf(server));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("error: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("mine", await System.IO.File.ReadAllTextAsync(File, Canceled));
        Assert.Equal([File], Directory.GetFiles(_folder));
        Assert.Empty(server.Requests);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Resolve_WhileThePhoneRings_TellsSoAndHangsUpWhenAsked()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        var environment = Lksip.EnvironmentOf(server);
        await Lksip.RunAsync(DialArguments.To("+15005550000", "--no-wait", "--reference", File), environment);
        var dial = Assert.Single(server.Dials);
        await dial.WaitForAsync(DialStep.Ringing, Canceled);

        var look = await Lksip.RunAsync(["call", "resolve", "--reference", File, "--json"], environment);
        Assert.Equal(("Ringing", 3), (look.Outcome, look.ExitCode));
        Assert.True(look.Json.GetProperty("mayRingUntil").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        Assert.True(dial.IsRinging);

        var hangUp = await Lksip.RunAsync(["call", "resolve", "--reference", File, "--hang-up", "--json"], environment);
        Assert.Equal(("HungUp", 0), (hangUp.Outcome, hangUp.ExitCode));

        // A phone that rang may ring on: nothing tells here whether the SIP service lives.
        Assert.True(hangUp.Json.GetProperty("mayRingUntil").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        Assert.False(dial.IsRinging);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(-1, 1)]
    public async Task Resolve_WhatIsNotThere_DependsOnWhetherItMayRing(int minutesLeft, int exitCode)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await KeepAsync(minutesLeft);

        var run = await Lksip.RunAsync(["call", "resolve", "--reference", File, "--hang-up", "--json"], Lksip.EnvironmentOf(server));

        Assert.Equal(("Gone", exitCode), (run.Outcome, run.ExitCode));
        Assert.Empty(server.Dials);
    }

    [Fact]
    public async Task Resolve_ForPeople_IsATable()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await KeepAsync(minutesLeft: 2);

        var run = await Lksip.RunAsync(["call", "resolve", "--reference", File], Lksip.EnvironmentOf(server));

        Assert.Matches(@"Outcome +Gone", run.Output);
        Assert.Matches(@"Room +the-room", run.Output);
        Assert.Matches(@"Participant +callee", run.Output);
        Assert.Matches(@"May ring until +20\d\d-", run.Output);
        Assert.Matches(@"Advice +don't call again before", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Resolve_WithTheWrongSecret_IsDeniedAndTellsUntilWhenThePhoneMayRing()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await KeepAsync(minutesLeft: 2);

        var run = await Lksip.RunAsync(["call", "resolve", "--reference", File, "--json", "--api-secret", "wrong"], Lksip.EnvironmentOf(server));

        Assert.Equal(("PermissionDenied", 3), (run.Outcome, run.ExitCode));
        Assert.True(run.Json.GetProperty("mayRingUntil").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
        Assert.Equal("unauthenticated", run.Json.GetProperty("twirpCode").GetString());
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Resolve_AFileThatIsNoReference_SaysWhere()
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        await System.IO.File.WriteAllTextAsync(File, "{\n  \"roomName\": 7\n}", Canceled);

        var run = await Lksip.RunAsync(["call", "resolve", "--reference", File, "--json"], Lksip.EnvironmentOf(server));

        Assert.Equal(("InvalidRequest", 2), (run.Outcome, run.ExitCode));
        Assert.Contains("call.json, line 2, column", run.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    private async Task KeepAsync(int minutesLeft)
    {
        var now = TimeProvider.System.GetUtcNow();
        var reference = new DialReference("the-room", "callee", "dial", "request", now.AddMinutes(-10), now.AddMinutes(minutesLeft));
        await System.IO.File.WriteAllTextAsync(File, reference.ToJson(), Canceled);
    }
}
