using System.Threading.Channels;

namespace LiveKit.Sip.Testing.Records;

/// <summary>This log keeps every call in the order of placement, and a queue of the calls that no test has waited for yet. It is thread-safe.</summary>
internal sealed class DialLog
{
    private readonly List<MockDial> _dials = [];
    private readonly Channel<MockDial> _unclaimed = Channel.CreateUnbounded<MockDial>();

    public void Add(MockDial dial)
    {
        lock (_dials)
        {
            _dials.Add(dial);
        }
    }

    /// <summary>Queues a call for the next test that waits for one. The engine announces a call only after its first steps, so that the test finds them done.</summary>
    public void Announce(MockDial dial) => _unclaimed.Writer.TryWrite(dial);

    public ValueTask<MockDial> NextAsync(CancellationToken cancellationToken) => _unclaimed.Reader.ReadAsync(cancellationToken);

    public IReadOnlyList<MockDial> Snapshot()
    {
        lock (_dials)
        {
            return [.. _dials];
        }
    }
}
