using LiveKit.Protocol;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/agents.md.</summary>
internal static class AgentCalls
{
    public static AgentCallRequest Request()
    {
        var request = new AgentCallRequest
        {
            AgentName = "my-telephony-agent",
            Dial = new DialRequest
            {
                To = "+15105550123",
                RoomName = $"outbound-{Guid.NewGuid():N}",   // a room of its own for every call
                Trunk = new StoredTrunk("ST_xxxx"),
            },
            DeleteRoomOnFailure = true,                      // the agent does not wait for nobody
        };
        request.SetMetadata(new { customer = "Ada", reason = "appointment" });
        return request;
    }

    public static async Task<CallEnd> CallAsync(LiveKitClient livekit, AgentCallRequest request, CancellationToken cancellationToken)
    {
        AgentCall answered = await livekit.CallWithAgentAsync(request, cancellationToken: cancellationToken);
        Console.WriteLine($"{answered.Agent.Identity} talks to {answered.Call.ParticipantIdentity}");

        CallEnd end = await answered.Call.WaitForEndAsync(cancellationToken);
        await answered.EndAsync(cancellationToken);   // deletes the room, or the agent would stay; a room that is gone is fine
        return end;
    }

    public static async Task<string> FailuresAsync(LiveKitClient livekit, AgentCallRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await livekit.CallWithAgentAsync(request, cancellationToken: cancellationToken);
        }
        catch (AgentNotJoinedException e)
        {
            return $"nobody was called: {e.AgentName} did not come; dispatch {e.CleanUp}";
        }
        catch (SipCallException e)
        {
            return $"the agent was there, the callee was not: {e.Outcome}";
        }

        return "they talk";
    }

    public static async Task<int> DispatchAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        AgentDispatch dispatch = await livekit.AgentDispatch.CreateDispatchAsync("my-sip-room", "my-telephony-agent", "{\"phone_number\":\"+15105550123\"}", cancellationToken);
        IReadOnlyList<AgentDispatch> dispatches = await livekit.AgentDispatch.ListDispatchAsync("my-sip-room", cancellationToken: cancellationToken);
        await livekit.AgentDispatch.DeleteDispatchAsync("my-sip-room", dispatch.Id, cancellationToken);   // its agent leaves some seconds later
        return dispatches.Count;
    }
}
