using System.Text.Json.Nodes;
using LiveKit.Sip.Testing.Tests.Support;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These tests check which request meets which fault.</summary>
public sealed class FaultQueueTests
{
    [Fact]
    public async Task Next_ForOneMethod_SparesTheOthers()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.Answer(503), "ListRooms");
        mock.Server.Faults.Next(MockFault.Answer(500), "CreateRoom");
        mock.Server.Faults.Next(MockFault.Answer(501));

        Assert.Equal(500, (await CreateRoomAsync(mock)).Status);
        Assert.Equal(501, (await CreateRoomAsync(mock)).Status);
        Assert.Equal(200, (await CreateRoomAsync(mock)).Status);
    }

    [Fact]
    public async Task Script_SeesTheMessageOfEveryRequestThatHasNoQueuedFault()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Script = request => request.Message is Protocol.CreateRoomRequest { Name: "bad" } ? MockFault.Answer(418) : null;
        mock.Server.Faults.Next(MockFault.Answer(500));

        Assert.Equal(500, (await CreateRoomAsync(mock, "bad")).Status);
        Assert.Equal(418, (await CreateRoomAsync(mock, "bad")).Status);
        Assert.Equal(200, (await CreateRoomAsync(mock, "good")).Status);
    }

    [Fact]
    public async Task Clear_TakesBackQueueAndScript()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Script = _ => MockFault.Drop();
        mock.Server.Faults.Next(MockFault.Drop());
        mock.Server.Faults.Clear();

        Assert.Equal(200, (await CreateRoomAsync(mock)).Status);
        Assert.Null(mock.Server.Requests[0].Fault);
    }

    [Fact]
    public async Task Faults_AreNotMetByRequestsWithoutAValidToken()
    {
        await using var mock = await MockFixture.StartAsync();
        mock.Server.Faults.Next(MockFault.Drop());

        Assert.Equal(401, (await mock.Caller.SendAsync("POST", "/twirp/livekit.SIP/CreateSIPParticipant", "garbage", MockCaller.Json, "{}"u8.ToArray())).Status);
    }

    [Fact]
    public async Task Faults_WithImpossibleValues_AreRefused()
    {
        await using var mock = await MockFixture.StartAsync();

        Assert.Throws<ArgumentOutOfRangeException>(() => MockFault.Answer(199));
        Assert.Throws<ArgumentOutOfRangeException>(() => MockFault.ReplaceAnswer(600, "", "text/plain"));
        Assert.Throws<ArgumentNullException>(() => MockFault.Hold(null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => MockFault.Delay(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => MockFault.DropAt((DialStep)6));
        Assert.Throws<ArgumentException>(() => mock.Server.Faults.Next(MockFault.DeadlineAtAnswer(), "ListRooms"));
    }

    private static Task<CallerResponse> CreateRoomAsync(MockFixture mock, string name = "room")
        => mock.Caller.JsonAsync("RoomService/CreateRoom", Jwt.RoomCreate, new JsonObject { ["name"] = name });
}
