using System.Threading.Channels;

namespace LiveKit.Sip.Testing.Records;

/// <summary>Every call placed, in order, and a queue of those that nobody has waited for yet.</summary>
internal sealed class DialLog
{
    private readonly List<MockDial> _dials = [];
    private readonly Channel<MockDial> _unseen = Channel.CreateUnbounded<MockDial>();

    public void Add(MockDial dial)
    {
        lock (_dials)
        {
            _dials.Add(dial);
        }
    }

    /// <summary>Hands a call to whoever waits for one.</summary>
    public void Announce(MockDial dial) => _unseen.Writer.TryWrite(dial);

    public ValueTask<MockDial> NextAsync(CancellationToken cancellationToken) => _unseen.Reader.ReadAsync(cancellationToken);

    public IReadOnlyList<MockDial> Snapshot()
    {
        lock (_dials)
        {
            return [.. _dials];
        }
    }
}
