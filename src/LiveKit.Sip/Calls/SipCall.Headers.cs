using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip;

public partial class SipCall
{
    private static readonly TimeSpan HeaderTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Asks for the SIP headers that the callee's side has sent (<c>lk.sip.GetRemoteHeaders</c> through PerformRpc). The call must be answered.
    /// </summary>
    /// <param name="include">The headers to ask for. Default: all.</param>
    /// <param name="exclude">The headers to leave out. Default: none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The headers by name; upper and lower case make no difference.</returns>
    /// <exception cref="TwirpException">
    /// The participant did not answer: it still rings (<see cref="TwirpErrorCodes.Canceled"/>),
    /// or its SIP service is too old for the method (<see cref="TwirpErrorCodes.InvalidArgument"/>).
    /// </exception>
    /// <exception cref="LiveKitException">The callee is not in the room any more, LiveKit could not be asked, or its answer not be read.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual async Task<IReadOnlyDictionary<string, string>> GetRemoteHeadersAsync(
        IEnumerable<string>? include = null,
        IEnumerable<string>? exclude = null,
        CancellationToken cancellationToken = default)
    {
        if (await Callee.FindAsync(cancellationToken).ConfigureAwait(false) is null)
        {
            throw new LiveKitException("The callee is not in the room any more.");
        }

        var payload = ParticipantMethods.GetRemoteHeadersPayload(include ?? [], exclude ?? []);
        var answer = await Context.Participants.PerformAsync(RoomName, ParticipantIdentity, ParticipantMethods.GetRemoteHeaders, payload, HeaderTimeout, cancellationToken).ConfigureAwait(false);
        return ParticipantMethods.ReadHeaders(answer);
    }
}
