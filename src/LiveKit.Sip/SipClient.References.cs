using LiveKit.Protocol;
using LiveKit.Sip.Calls.Resolving;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip;

public partial class SipClient
{
    /// <summary>
    /// Tells what became of a dial, or hangs it up, also from another process than the one that dialed (GetParticipant, RemoveParticipant).
    /// A dial that is only seconds old is looked for until five seconds after it began, because its participant may be joining still.
    /// </summary>
    /// <remarks>
    /// A participant that is not this dial's is neither reported nor touched. RemoveParticipant takes only an identity, so between looking
    /// and removing a few milliseconds of doubt remain in which another dial could take the identity over.
    /// </remarks>
    /// <param name="reference">Which dial; see <see cref="DialOptions.BeforeDialing"/>.</param>
    /// <param name="action">What is done about a call that is found. Default: <see cref="ResolveAction.Look"/>, nothing.</param>
    /// <param name="cancellationToken">Cancels the asking.</param>
    /// <returns>What was found; with <see cref="ResolveAction.HangUp"/>, what was found and hung up.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="reference"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="action"/> is not one of the named ones.</exception>
    /// <exception cref="LiveKitException">LiveKit could not be asked; see <see cref="TwirpException"/> and <see cref="LiveKitTransportException"/>.</exception>
    /// <exception cref="OperationCanceledException">The asking was canceled.</exception>
    public virtual Task<DialResolution> ResolveAsync(
        DialReference reference,
        ResolveAction action = ResolveAction.Look,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (action is not (ResolveAction.Look or ResolveAction.HangUp))
        {
            throw new ArgumentOutOfRangeException(nameof(action), action, "Look or hang up.");
        }

        return new ReferenceResolution(Connection.Calls, reference).RunAsync(action, cancellationToken);
    }

    /// <inheritdoc cref="GetCall(SIPParticipantInfo)" />
    /// <param name="roomName">The room that the callee is in.</param>
    /// <param name="participantIdentity">The callee's identity in the room; whoever has it when it is first looked at is taken for the callee.</param>
    public SipCall GetCall(string roomName, string participantIdentity)
    {
        ArgumentNullException.ThrowIfNull(roomName);
        ArgumentNullException.ThrowIfNull(participantIdentity);
        return GetCall(new SIPParticipantInfo { RoomName = roomName, ParticipantIdentity = participantIdentity });
    }

    /// <summary>
    /// A handle on a call that was not dialed through this client, or whose dial did not wait for the answer
    /// (<see cref="CreateSipParticipantAsync"/>). Nothing is sent; the handle asks LiveKit when it is used.
    /// </summary>
    /// <param name="info">
    /// The call: room and identity are required. Without <c>participant_id</c> whoever has the identity when it is first looked at is taken for the callee.
    /// </param>
    /// <returns>The handle. Its <see cref="SipCall.WaitForAnswerAsync"/> asks the room until the answer comes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="info"/> is null.</exception>
    /// <exception cref="RequestValidationException">Room or identity is missing.</exception>
    public virtual SipCall GetCall(SIPParticipantInfo info)
    {
        ArgumentNullException.ThrowIfNull(info);
        var problems = new ProblemList();
        NameRules.CheckPresent(info.RoomName, "room_name", problems);
        NameRules.CheckPresent(info.ParticipantIdentity, "participant_identity", problems);
        problems.ThrowIfAny();
        return new FoundCall(Connection.Calls, info);
    }
}
