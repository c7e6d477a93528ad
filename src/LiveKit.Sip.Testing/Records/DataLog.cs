using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Records;

/// <summary>This log keeps the data that SendData sent into rooms. It is thread-safe and stores copies, so that nobody can change what it returns.</summary>
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
