using LiveKit.Protocol;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip;

/// <summary>An answered call with an agent in the room.</summary>
public sealed class AgentCall
{
    /// <summary>Creates the result of a call with an agent.</summary>
    /// <param name="call">The answered call.</param>
    /// <param name="dispatch">The agent's dispatch.</param>
    /// <param name="agent">The agent's participant.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public AgentCall(SipCall call, AgentDispatch dispatch, ParticipantInfo agent)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(dispatch);
        ArgumentNullException.ThrowIfNull(agent);
        Call = call;
        Dispatch = dispatch;
        Agent = agent;
    }

    /// <summary>The answered call.</summary>
    public SipCall Call { get; }

    /// <summary>
    /// The agent's dispatch, as it was made. Its id is empty if LiveKit's answer to it got lost and LiveKit did not list it either, or not in time. Its metadata may
    /// hold a phone number: don't print it.
    /// </summary>
    public AgentDispatch Dispatch { get; }

    /// <summary>The agent's participant, as it was seen before the phone rang.</summary>
    public ParticipantInfo Agent { get; }

    /// <summary>
    /// Ends it all: hangs up and deletes the room (DeleteRoom), because an agent does not leave by itself when the callee has hung up. Whoever else
    /// is in the room is sent away too. What has ended by itself is fine.
    /// </summary>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the room is gone.</returns>
    /// <exception cref="LiveKitException">LiveKit could not be asked; see <see cref="TwirpException"/> and <see cref="LiveKitTransportException"/>.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public Task EndAsync(CancellationToken cancellationToken = default) => Call.HangUpAsync(new HangUpOptions { DeleteRoom = true }, cancellationToken);

    /// <summary>Names the call, the dispatch and the agent's participant.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => Diagnostics.OneLine.Of($"AgentCall {{ Call = {Call}, Dispatch = {Dispatch.Id}, Agent = {Agent.Identity} }}");
}
