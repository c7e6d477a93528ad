using LiveKit.Protocol;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Integration.Scenarios;

namespace LiveKit.Sip.Tests.Agents;

/// <summary>What the tests of calls with an agent do in a <see cref="Scene"/>.</summary>
internal static class AgentActs
{
    public const string Agent = "caller";
    public const string Metadata = $$"""{"phone_number":"{{Scene.Number}}"}""";

    /// <summary>As a real worker does.</summary>
    public static readonly MockAgent Prompt = MockAgent.Joins(TimeSpan.FromMilliseconds(300));

    public static AgentCallRequest Request() => new() { Dial = Scene.Request(), AgentName = Agent, Metadata = Metadata };

    /// <summary>A scene with a phone that answers and an agent.</summary>
    public static async Task<Scene> StartAsync(MockAgent? agent = null, Phone? phone = null, HttpMessageHandler? handler = null, Action<LiveKitOptions>? configure = null)
    {
        var scene = await Scene.StartAsync(handler: handler, configure: configure);
        scene.Server.Agents[Agent] = agent ?? Prompt;
        scene.Server.Phones[Scene.Number] = phone ?? Phone.Answer(TimeSpan.FromMilliseconds(50));
        return scene;
    }

    public static Task<AgentCall> CallAsync(
        this Scene scene,
        AgentCallRequest? request = null,
        DialOptions? options = null,
        CancellationToken? cancellationToken = null)
        => scene.PassPausesAsync(scene.LiveKit.CallWithAgentAsync(request ?? Request(), options, cancellationToken ?? Scene.Token));

    /// <summary>The dispatches of the room that were not withdrawn, without LiveKit's own.</summary>
    public static async Task<IReadOnlyList<AgentDispatch>> DispatchesAsync(this Scene scene)
        => [.. (await scene.LiveKit.AgentDispatch.ListDispatchAsync(Scene.Room, cancellationToken: Scene.Token)).Where(static dispatch => dispatch.AgentName.Length > 0)];

    /// <summary>Brings an agent that is not the call's.</summary>
    public static async Task<ParticipantInfo> BringAsync(this Scene scene, string agentName)
    {
        await scene.LiveKit.AgentDispatch.CreateDispatchAsync(Scene.Room, agentName, cancellationToken: Scene.Token);
        ParticipantInfo? agent = null;
        await scene.PassPausesUntilAsync(() => (agent = scene.AgentsInRoom() is [.., var last] ? last : null)?.State == ParticipantInfo.Types.State.Active);
        return agent!;
    }

    public static IReadOnlyList<ParticipantInfo> AgentsInRoom(this Scene scene)
        => [.. scene.Server.Rooms.Where(static room => room.Info.Name == Scene.Room)
            .SelectMany(static room => room.Participants)
            .Where(static participant => participant.Kind == ParticipantInfo.Types.Kind.Agent)];

    public static bool RoomExists(this Scene scene) => scene.Server.Rooms.Any(static room => room.Info.Name == Scene.Room);
}
