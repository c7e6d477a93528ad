using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Records;

/// <summary>The data sent into rooms. Thread-safe.</summary>
internal sealed class DataLog
{
    private readonly List<SendDataRequest> _sent = [];

    public void Add(SendDataRequest request)
    {
        lock (_sent)
        {
            _sent.Add(request.Clone());
        }
    }

    public IReadOnlyList<SendDataRequest> Snapshot()
    {
        lock (_sent)
        {
            return [.. _sent.Select(request => request.Clone())];
        }
    }
}
