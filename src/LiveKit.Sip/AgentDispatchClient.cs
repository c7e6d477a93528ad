using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip;

/// <summary>LiveKit's AgentDispatchService: sends agents into rooms. Thread-safe.</summary>
/// <remarks>An agent is there once it is in the room as an active participant; a dispatch says so only seconds later.</remarks>
public class AgentDispatchClient
{
    private readonly LiveKitConnection? _connection;

    /// <summary>For substitutes in tests; its methods throw <see cref="InvalidOperationException"/> unless overridden.</summary>
    protected AgentDispatchClient()
    {
    }

    internal AgentDispatchClient(LiveKitConnection connection)
    {
        _connection = connection;
    }

    private AgentDispatchRpc Rpc => _connection?.Calls.Dispatches ?? throw new InvalidOperationException("This client was made without a server: override its methods.");

    /// <summary>Sends an agent into a room (<c>CreateDispatch</c>), which is made if it doesn't exist. Never sent twice.</summary>
    /// <param name="roomName">The room; at most 256 bytes in UTF-8.</param>
    /// <param name="agentName">The name that the agent's worker is registered under. A name that no worker serves is no error: nobody comes.</param>
    /// <param name="metadata">Text for the agent, usually JSON. Default: none.</param>
    /// <param name="cancellationToken">Cancels the request; the agent may come all the same.</param>
    /// <returns>The dispatch, with its id.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="roomName"/> or <paramref name="agentName"/> is null.</exception>
    /// <exception cref="RequestValidationException">A name is empty or too long; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the agent may come all the same if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<AgentDispatch> CreateDispatchAsync(string roomName, string agentName, string? metadata = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(roomName);
        ArgumentNullException.ThrowIfNull(agentName);
        return CreateDispatchAsync(new CreateAgentDispatchRequest { Room = roomName, AgentName = agentName, Metadata = metadata ?? "" }, cancellationToken);
    }

    /// <summary>Sends an agent into a room (<c>CreateDispatch</c>), which is made if it doesn't exist. Never sent twice.</summary>
    /// <param name="request">The room and the agent's name, both required, and what the agent is told.</param>
    /// <param name="cancellationToken">Cancels the request; the agent may come all the same.</param>
    /// <returns>The dispatch, with its id.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">A name is missing or too long; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the agent may come all the same if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<AgentDispatch> CreateDispatchAsync(CreateAgentDispatchRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Rpc.CreateAsync(request, new TwirpRequest(), cancellationToken);
    }

    /// <summary>Lists the dispatches of a room (<c>ListDispatch</c>).</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="dispatchId">The one dispatch to list. Default: <see langword="null"/>, all.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The dispatches; one with an empty agent name is LiveKit's own, for workers without a name.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="roomName"/> is null.</exception>
    /// <exception cref="RequestValidationException">The room is empty; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.Unavailable"/>, some ten seconds later, repeats included, if the room does not exist.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<IReadOnlyList<AgentDispatch>> ListDispatchAsync(string roomName, string? dispatchId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(roomName);
        return Rpc.ListAsync(roomName, dispatchId, new TwirpRequest(), cancellationToken);
    }

    /// <summary>Withdraws a dispatch (<c>DeleteDispatch</c>): an agent that has not come won't, one that is there leaves some three seconds later.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="dispatchId">The dispatch, <c>AD_…</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The dispatch as it was; only its id and room if an attempt before had withdrawn it already.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="roomName"/> or <paramref name="dispatchId"/> is null.</exception>
    /// <exception cref="RequestValidationException">The room or the id is empty; nothing was sent.</exception>
    /// <exception cref="TwirpException">
    /// LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the dispatch does not exist, unless an attempt before may have
    /// withdrawn it; <see cref="TwirpErrorCodes.Unavailable"/>, some ten seconds later, repeats included, if the room does not exist.
    /// </exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<AgentDispatch> DeleteDispatchAsync(string roomName, string dispatchId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(roomName);
        ArgumentNullException.ThrowIfNull(dispatchId);
        return Rpc.DeleteAsync(roomName, dispatchId, cancellationToken);
    }
}
