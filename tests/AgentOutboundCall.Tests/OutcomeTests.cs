using LiveKit.Protocol;
using LiveKit.Sip.Testing;

namespace AgentOutboundCall.Tests;

public sealed class OutcomeTests
{
    [Fact]
    public async Task Run_AgentComesAndThePhoneIsAnswered_HangsUpAndDeletesTheRoom()
    {
        await using var bed = await CallBed.StartAsync();

        var run = await bed.RunAsync("+15005550001");

        Assert.Equal((0, "Answered"), (run.ExitCode, run.Outcome));
        Assert.Contains("Agent caller has joined", run.Error, StringComparison.Ordinal);
        Assert.Contains("Hung up", run.Error, StringComparison.Ordinal);
        var dial = Assert.Single(bed.Server.Dials);
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End?.Reason);
        var dispatch = (CreateAgentDispatchRequest)Assert.Single(bed.RequestsOf("CreateDispatch")).Message!;
        Assert.Equal((CallBed.Agent, CallBed.Room, """{"phone_number":"+15005550001"}"""), (dispatch.AgentName, dispatch.Room, dispatch.Metadata));
        Assert.StartsWith("agent-AJ_", run.Json.GetProperty("agentIdentity").GetString(), StringComparison.Ordinal);
        Assert.StartsWith("AD_", run.Json.GetProperty("dispatchId").GetString(), StringComparison.Ordinal);
        Assert.Equal(dial.ParticipantIdentity, run.Json.GetProperty("participantIdentity").GetString());
        Assert.Empty(bed.Server.Rooms);
    }

    [Fact]
    public async Task Run_WithMetadata_TellsTheAgentThat()
    {
        await using var bed = await CallBed.StartAsync();

        await bed.RunAsync("+15005550001", "--metadata", """{"name": "Ada"}""");

        Assert.Equal("""{"name": "Ada"}""", ((CreateAgentDispatchRequest)Assert.Single(bed.RequestsOf("CreateDispatch")).Message!).Metadata);
    }

    [Fact]
    public async Task Run_AgentNeverComes_CallsNobodyAndWithdrawsTheDispatch()
    {
        await using var bed = await CallBed.StartAsync();
        bed.Server.Agents[CallBed.Agent] = MockAgent.Never;

        var run = await bed.RunAsync("+15005550001", "--agent-timeout", "0.5");

        Assert.Equal((1, "AgentNotJoined"), (run.ExitCode, run.Outcome));
        Assert.Contains("nobody was called", run.Message, StringComparison.Ordinal);
        var withdrawn = (DeleteAgentDispatchRequest)Assert.Single(bed.RequestsOf("DeleteDispatch")).Message!;
        Assert.Equal(withdrawn.DispatchId, run.Json.GetProperty("dispatchId").GetString());
        Assert.Empty(bed.Server.Dials);
        Assert.Empty(bed.Server.Rooms);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Run_CalleeBusy_SaysSoAndDeletesTheRoom()
    {
        await using var bed = await CallBed.StartAsync();

        var run = await bed.RunAsync("+15005550486");

        Assert.Equal((1, "Busy"), (run.ExitCode, run.Outcome));
        Assert.Equal(486, run.Json.GetProperty("sipStatusCode").GetInt32());
        Assert.Empty(bed.Server.Rooms);
        Assert.DoesNotContain("+15005550486", run.Output + run.Error, StringComparison.Ordinal);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Run_ItIsNotKnownWhatBecameOfTheCall_TellsUntilWhenThePhoneMayRing()
    {
        await using var bed = await CallBed.StartAsync();
        bed.Server.Faults.Script = static request => request.Method switch
        {
            "CreateSIPParticipant" => MockFault.DropAnswer(),
            "GetParticipant" or "RemoveParticipant" when request.Message is RoomParticipantIdentity { Identity: not CallBed.Agent } => MockFault.Drop(),
            _ => null,
        };

        var run = await bed.RunAsync("+15005550486");

        Assert.Equal(("Unknown", 3), (run.Outcome, run.ExitCode));
        Assert.True(run.Json.GetProperty("mayRingUntil").GetDateTimeOffset() > TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Run_HangingUpFails_DeletesTheRoomAllTheSame()
    {
        await using var bed = await CallBed.StartAsync();
        bed.Server.Faults.Script = static request
            => request.Method == "RemoveParticipant" ? MockFault.Answer(403, """{"code":"permission_denied","msg":"no"}""", "application/json") : null;

        var run = await bed.RunAsync("+15005550001");

        Assert.Equal((3, "Failed"), (run.ExitCode, run.Outcome));
        Assert.Contains("the agent has left", run.Error, StringComparison.Ordinal);
        Assert.Equal(DialEndReason.RoomDeleted, Assert.Single(bed.Server.Dials).End?.Reason);
        Assert.Empty(bed.Server.Rooms);
        run.ShowsNoStackTrace();
    }

    [Fact]
    public async Task Run_CalleeHangsUp_SaysSoAndDeletesTheRoom()
    {
        await using var bed = await CallBed.StartAsync();

        var run = await bed.RunAsync("+15005550003", "--talk", "60");

        Assert.Equal((0, "Answered"), (run.ExitCode, run.Outcome));
        Assert.Contains("The callee has hung up", run.Error, StringComparison.Ordinal);
        Assert.Empty(bed.Server.Rooms);
    }

    [Fact]
    public async Task Run_LiveKitRefusesTheRoom_IsTrouble()
    {
        await using var bed = await CallBed.StartAsync();
        bed.Server.Faults.Next(MockFault.Answer(403, """{"code":"permission_denied","msg":"no"}""", "application/json"), "CreateRoom");

        var run = await bed.RunAsync("+15005550001");

        Assert.Equal((3, "Failed"), (run.ExitCode, run.Outcome));
        Assert.Empty(bed.Server.Dials);
        run.ShowsNoStackTrace();
    }
}
