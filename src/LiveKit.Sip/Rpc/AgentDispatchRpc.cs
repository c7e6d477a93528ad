using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>The RPCs that send agents into rooms.</summary>
internal sealed class AgentDispatchRpc
{
    private readonly TwirpClient _twirp;

    public AgentDispatchRpc(TwirpClient twirp)
    {
        _twirp = twirp;
    }

    /// <param name="message">The dispatch.</param>
    /// <param name="request">Tells afterwards whether the dispatch was sent.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="RequestValidationException">A name is missing or too long, or a text is no valid Unicode.</exception>
    public Task<AgentDispatch> CreateAsync(CreateAgentDispatchRequest message, TwirpRequest request, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        NameRules.CheckRoom(message.Room, "room", problems);
        NameRules.CheckPresent(message.AgentName, "agent_name", problems);
        TextValidator.Check(message, problems);
        problems.ThrowIfAny();
        return _twirp.CallAsync(AgentDispatchMethods.CreateDispatch, message, request, cancellationToken).AsTask();
    }

    /// <exception cref="RequestValidationException">The room is empty.</exception>
    public async Task<IReadOnlyList<AgentDispatch>> ListAsync(string roomName, string? dispatchId, TwirpRequest request, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        NameRules.CheckPresent(roomName, "room", problems);
        problems.ThrowIfAny();
        var message = new ListAgentDispatchRequest { Room = roomName, DispatchId = dispatchId ?? "" };
        return (await _twirp.CallAsync(AgentDispatchMethods.ListDispatch, message, request, cancellationToken).ConfigureAwait(false)).AgentDispatches;
    }

    /// <exception cref="RequestValidationException">The room or the id is empty.</exception>
    public Task<AgentDispatch> DeleteAsync(string roomName, string dispatchId, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        NameRules.CheckPresent(roomName, "room", problems);
        NameRules.CheckPresent(dispatchId, "dispatch_id", problems);
        problems.ThrowIfAny();
        var message = new DeleteAgentDispatchRequest { Room = roomName, DispatchId = dispatchId };
        return _twirp.CallAsync(AgentDispatchMethods.DeleteDispatch, message, cancellationToken);
    }
}
