using LiveKit.Protocol;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

public partial class RoomClient
{
    /// <summary>placeholder</summary>
    /// <param name="request">r</param>
    /// <param name="cancellationToken">c</param>
    /// <returns>x</returns>
    public virtual Task<PerformRpcResponse> PerformRpcAsync(PerformRpcRequest request, CancellationToken cancellationToken = default)
        => Twirp.CallAsync(RoomMethods.PerformRpc, request, new RequestTrace(), cancellationToken).AsTask();
}
