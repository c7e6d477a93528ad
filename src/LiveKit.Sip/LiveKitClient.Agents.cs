using LiveKit.Sip.Agents;

namespace LiveKit.Sip;

public partial class LiveKitClient
{
    /// <summary>
    /// Calls a phone with an agent in the room: makes the room, dispatches the agent, waits until it is active, and only then calls, and waits
    /// for the answer. Neither the dispatch nor the dial is ever sent twice; a dispatch whose answer gets lost is looked up instead.
    /// </summary>
    /// <param name="request">Whom to call, and which agent.</param>
    /// <param name="options">How the dial behaves. Default: see <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the call: before the phone is called the dispatch is withdrawn, later it is as with <see cref="SipClient.DialAsync(DialRequest, CancellationToken)"/>.</param>
    /// <returns>The answered call, the dispatch and the agent.</returns>
    /// <remarks>
    /// <para>
    /// When nobody was called (the agent did not come or had left again, what had to be done before failed or was canceled, or the dial failed
    /// with <see cref="SipCallException.MayHaveRung"/> false), the dispatch is withdrawn. When the
    /// phone may have rung and the call failed or was canceled, the dispatch stays, and with it the agent: it sees the callee's participant leave, and
    /// may have something to do about it; and <see cref="SipClient.DialAsync(DialRequest, CancellationToken)"/> can call again into the same
    /// room. Calling this method again would bring a second agent. End the agent with <see cref="AgentDispatchClient.DeleteDispatchAsync"/>
    /// (<see cref="AgentDispatchClient.ListDispatchAsync(string, string, CancellationToken)"/> knows the id), or with the room: <see cref="AgentCallRequest.DeleteRoomOnFailure"/> does that before the exception is thrown.
    /// </para>
    /// <para>
    /// An agent is told by its name and by not having been in the room before, so use a room of its own for each call: of two calls that bring
    /// agents of one name into one room at the same time, either may take the other's agent for its own.
    /// </para>
    /// <para>
    /// The looks for the agent count among the polls that <see cref="LiveKitOptions.MaxPollsPerSecond"/> bounds. Where <see cref="DialOptions.BeforeDialing"/>
    /// or <see cref="AgentCallRequest.Progress"/> is set, the agent is looked for once more behind them, because they may take their time.
    /// </para>
    /// <para>The token needs <c>roomCreate</c>, <c>roomAdmin</c> of the room, and <c>sip.call</c>.</para>
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong, in its dial or elsewhere; nothing was sent.</exception>
    /// <exception cref="AgentNotJoinedException">The agent was not active in time, or not any more when the phone was to be called; nobody was called.</exception>
    /// <exception cref="TwirpException">LiveKit refused to make the room or to dispatch the agent; nobody was called.</exception>
    /// <exception cref="LiveKitTransportException">LiveKit could not be asked for the room or the dispatch; nobody was called.</exception>
    /// <exception cref="SipCallException">The call was not answered; the same exceptions as from <see cref="SipClient.DialAsync(DialRequest, CancellationToken)"/>.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="OperationCanceledException">The call was canceled, or its client disposed of, before anybody was called. The inner exception says why the dispatch could not be withdrawn, if so.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual async Task<AgentCall> CallWithAgentAsync(AgentCallRequest request, DialOptions? options = null, CancellationToken cancellationToken = default)
    {
        var connection = _connection ?? throw new InvalidOperationException("This client was made without a server: override its methods.");
        var call = PreparedAgentCall.From(request, options, connection.Calls);
        return await new AgentCallOperation(connection.Calls, call).RunAsync(cancellationToken).ConfigureAwait(false);
    }
}
