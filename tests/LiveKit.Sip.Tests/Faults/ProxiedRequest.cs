namespace LiveKit.Sip.Tests.Faults;

/// <summary>A request whose head a front has read, and what became of it. Its later properties go on being filled in.</summary>
internal sealed class ProxiedRequest
{
    private volatile bool _isBodyComplete;
    private volatile bool _isForwarded;
    private volatile int _bodyBytesRead;

    public ProxiedRequest(string path, int ordinal, string? requestId)
    {
        Path = path;
        Rpc = RpcOf(path);
        Ordinal = ordinal;
        RequestId = requestId;
    }

    public string Path { get; }

    /// <summary>The last segment of the path, such as <c>CreateSIPParticipant</c>.</summary>
    public string Rpc { get; }

    /// <summary>1 for the first request of its RPC, and so on, in the order in which their heads were read.</summary>
    public int Ordinal { get; }

    /// <summary>The header <c>X-Livekit-Request-Id</c>; null if it was not sent.</summary>
    public string? RequestId { get; }

    /// <summary>The fault that was staged; null for none.</summary>
    public FaultPoint? Fault { get; set; }

    /// <summary>Whether all of the body was read off the connection, forwarded or not. An empty body is complete when it is due to be read.</summary>
    public bool IsBodyComplete => _isBodyComplete;

    /// <summary>How much of the body was read off the connection.</summary>
    public int BodyBytesRead => _bodyBytesRead;

    /// <summary>Whether the request was handed to the upstream connection; nothing calls it back from there.</summary>
    public bool IsForwarded => _isForwarded;

    public static string RpcOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    public void MarkBodyRead(int bytes, bool isComplete)
    {
        _bodyBytesRead = bytes;
        _isBodyComplete = isComplete;
    }

    public void MarkForwarded() => _isForwarded = true;

    public override string ToString()
        => $"{Rpc} #{Ordinal} {Fault?.ToString() ?? "no fault"}{(IsBodyComplete ? ", complete" : "")}{(IsForwarded ? ", forwarded" : "")}";
}
