using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration;

namespace LiveKit.Sip.Tests;

public class AgentDispatchClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dispatch_CreatedListedAndDeleted_IsOneAndTheSame()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Agents["caller"] = MockAgent.Never;
        var client = bed.LiveKit.AgentDispatch;

        var created = await client.CreateDispatchAsync("room", "caller", "for you", Token);
        var other = await client.CreateDispatchAsync(
            new CreateAgentDispatchRequest { Room = "room", AgentName = "caller", RestartPolicy = JobRestartPolicy.JrpNever, Attributes = { ["key"] = "value" } },
            Token);

        Assert.Equal(("room", "caller", "for you"), (created.Room, created.AgentName, created.Metadata));
        Assert.Equal((JobRestartPolicy.JrpNever, "value"), (other.RestartPolicy, other.Attributes["key"]));
        Assert.Equal([created.Id, other.Id], (await client.ListDispatchAsync("room", cancellationToken: Token)).Select(static dispatch => dispatch.Id));
        Assert.Equal(created.Id, Assert.Single(await client.ListDispatchAsync("room", created.Id, Token)).Id);
        Assert.Equal(created, await client.DeleteDispatchAsync("room", created.Id, Token));
        Assert.Equal(other.Id, Assert.Single(await client.ListDispatchAsync("room", cancellationToken: Token)).Id);
        var gone = await Assert.ThrowsAsync<TwirpException>(() => client.DeleteDispatchAsync("room", created.Id, Token));
        Assert.Equal(TwirpErrorCodes.NotFound, gone.Code);
    }

    [Fact]
    public async Task CreateDispatchAsync_AnswerLost_IsNotSentAgain()
    {
        await using var bed = await TestBed.StartAsync();
        bed.Server.Faults.Next(MockFault.DropAnswer(), "CreateDispatch");

        var error = await Assert.ThrowsAsync<LiveKitTransportException>(() => bed.LiveKit.AgentDispatch.CreateDispatchAsync("room", "caller", cancellationToken: Token));

        Assert.True(error.RequestSent);
        Assert.Single(bed.Server.Requests);
    }

    [Fact]
    public async Task Methods_WithoutTheNamesTheyNeed_SendNothing()
    {
        await using var bed = await TestBed.StartAsync();
        var client = bed.LiveKit.AgentDispatch;

        Assert.Equal(["room", "agent_name"], await FieldsAsync(() => client.CreateDispatchAsync(new CreateAgentDispatchRequest(), Token)));
        await Assert.ThrowsAsync<ArgumentNullException>("roomName", () => client.CreateDispatchAsync(null!, "agent", cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>("agentName", () => client.CreateDispatchAsync("room", null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>("roomName", () => client.ListDispatchAsync(null!, cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentNullException>("roomName", () => client.DeleteDispatchAsync(null!, "AD_1", Token));
        await Assert.ThrowsAsync<ArgumentNullException>("dispatchId", () => client.DeleteDispatchAsync("room", null!, Token));
        Assert.Equal(["room"], await FieldsAsync(() => client.CreateDispatchAsync(new string('r', 257), "caller", cancellationToken: Token)));
        Assert.Equal(["room"], await FieldsAsync(() => client.ListDispatchAsync("", cancellationToken: Token)));
        Assert.Equal(["room", "dispatch_id"], await FieldsAsync(() => client.DeleteDispatchAsync("", "", Token)));
        Assert.Equal(["name"], await FieldsAsync(() => bed.LiveKit.Rooms.CreateRoomAsync("", Token)));
        Assert.Equal(["name"], await FieldsAsync(() => bed.LiveKit.Rooms.CreateRoomAsync(new CreateRoomRequest { Name = new string('r', 257) }, Token)));
        Assert.Empty(bed.Server.Requests);
    }

    [Fact]
    public async Task CreateRoomAsync_OfARoomThatExists_LeavesItAsItIs()
    {
        await using var bed = await TestBed.StartAsync();

        var made = await bed.LiveKit.Rooms.CreateRoomAsync(new CreateRoomRequest { Name = "room", Metadata = "first" }, Token);
        var again = await bed.LiveKit.Rooms.CreateRoomAsync("room", Token);

        Assert.Equal(made.Sid, again.Sid);
        Assert.Equal("first", again.Metadata);
    }

    private static async Task<IEnumerable<string>> FieldsAsync(Func<Task> act)
        => (await Assert.ThrowsAsync<RequestValidationException>(act)).Problems.Select(static problem => problem.Field);
}
