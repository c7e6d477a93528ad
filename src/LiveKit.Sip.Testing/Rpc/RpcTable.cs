namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This table holds all RPCs that the mock server supports.</summary>
internal sealed class RpcTable
{
    private readonly Dictionary<(string Service, string Method), RpcMethod> _methods;
    private readonly HashSet<string> _services;

    public RpcTable(params IEnumerable<RpcMethod>[] groups)
    {
        _methods = groups.SelectMany(methods => methods).ToDictionary(method => (method.Service, method.Name));
        _services = _methods.Keys.Select(key => key.Service).ToHashSet(StringComparer.Ordinal);
    }

    public bool HasService(string service) => _services.Contains(service);

    public RpcMethod? Find(string service, string method) => _methods.GetValueOrDefault((service, method));
}
