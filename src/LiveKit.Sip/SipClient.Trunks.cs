using LiveKit.Protocol;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

public partial class SipClient
{
    /// <summary>Stores an outbound trunk (<c>CreateSIPOutboundTrunk</c>).</summary>
    /// <param name="trunk">The trunk: an address and at least one number, no id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The trunk with its id. An open-source server sends the password back: don't print it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="trunk"/> is null.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.InvalidArgument"/> for a wrong trunk.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the trunk may have been stored if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public virtual Task<SIPOutboundTrunkInfo> CreateSipOutboundTrunkAsync(SIPOutboundTrunkInfo trunk, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        var request = new CreateSIPOutboundTrunkRequest { Trunk = trunk };
        return Twirp.CallAsync(SipMethods.CreateSIPOutboundTrunk, request, new RequestTrace(), cancellationToken).AsTask();
    }

    /// <summary>Lists outbound trunks (<c>ListSIPOutboundTrunk</c>).</summary>
    /// <param name="request">Which trunks, by id, number or page. Default: all.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The trunks. An open-source server sends their passwords along: don't print them.</returns>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was cancelled.</exception>
    public virtual async Task<IReadOnlyList<SIPOutboundTrunkInfo>> ListSipOutboundTrunkAsync(
        ListSIPOutboundTrunkRequest? request = null,
        CancellationToken cancellationToken = default)
    {
        request ??= new ListSIPOutboundTrunkRequest();
        var response = await Twirp.CallAsync(SipMethods.ListSIPOutboundTrunk, request, new RequestTrace(), cancellationToken).ConfigureAwait(false);
        return response.Items;
    }
}
