namespace LiveKit.Sip.Tests.Faults;

/// <summary>The requests that a front has seen, in order. Thread-safe.</summary>
internal sealed class RequestLedger
{
    private readonly Lock _lock = new();
    private readonly List<ProxiedRequest> _requests = [];
    private readonly Dictionary<string, int> _ordinals = [];

    public IReadOnlyList<ProxiedRequest> Snapshot()
    {
        lock (_lock)
        {
            return [.. _requests];
        }
    }

    public ProxiedRequest Add(string path, string? requestId)
    {
        lock (_lock)
        {
            var rpc = ProxiedRequest.RpcOf(path);
            var ordinal = _ordinals[rpc] = _ordinals.GetValueOrDefault(rpc) + 1;
            var request = new ProxiedRequest(path, ordinal, requestId);
            _requests.Add(request);
            return request;
        }
    }

    public int CompleteBodies(string rpc) => Snapshot().Count(request => request.Rpc == rpc && request.IsBodyComplete);
}
