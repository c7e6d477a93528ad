using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Common;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip;

public partial class SipClient
{
    /// <summary>Deletes a trunk, inbound or outbound (<c>DeleteSIPTrunk</c>). Repeated when the answer is lost; a repeat that finds no trunk has succeeded.</summary>
    /// <remarks>LiveKit's answer is the legacy message of trunks, which says no more than the id.</remarks>
    /// <param name="trunkId">Its id, <c>ST_…</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when the trunk is gone; an open-source server says so of a trunk that never was.</returns>
    /// <exception cref="ArgumentException">The id is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if there is no such trunk, unless an attempt before may have deleted it.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the trunk may have been deleted if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task DeleteSipTrunkAsync(string trunkId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(trunkId);
        return Twirp.CallAsync(SipMethods.DeleteSIPTrunk, new DeleteSIPTrunkRequest { SipTrunkId = trunkId }, cancellationToken);
    }

    private LiveKitTransportException NoTrunkInAnswer(TwirpMethod method, TwirpRequest request)
        => new(
            TransportFailure.AnswerUnreadable,
            requestSent: true,
            request.RequestId,
            $"{method.Name} at {Addresses.HostAndPort(Connection.Calls.Settings.BaseAddress)}: the answer holds no trunk.");
}
