namespace LiveKit.Sip.Tests.Faults;

/// <summary>
/// What stands between client and mock, counts whole requests and stages faults. Disposing closes every connection, leaves no
/// task behind, and throws what the front itself, or the script, did wrong.
/// </summary>
internal interface IFaultFront : IAsyncDisposable
{
    /// <summary>Where clients connect to.</summary>
    Uri Url { get; }

    /// <summary>
    /// Asked once per request, when its head has been read; null lets the request pass. Requests that come in parallel ask in
    /// parallel. Default: no faults.
    /// </summary>
    Func<ProxiedRequest, FaultPoint?> Script { get; set; }

    /// <summary>
    /// Awaited between forwarding and a fault that does not wait for the mock's answer (ResetAfterBody, Status…AfterForwarding,
    /// Http2ResetAfterBody): to have the connection fail at a certain moment, or surely after the mock began. Default: no wait.
    /// </summary>
    Func<ProxiedRequest, CancellationToken, Task> Hold { get; set; }

    /// <summary>Every request seen so far, in the order in which the heads were read.</summary>
    IReadOnlyList<ProxiedRequest> Requests { get; }

    /// <summary>How many whole bodies of requests of this RPC came off the clients' connections, forwarded or not.</summary>
    int CompleteBodies(string rpc);
}
