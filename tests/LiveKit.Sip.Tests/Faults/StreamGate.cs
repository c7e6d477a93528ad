using System.Buffers;
using System.Buffers.Binary;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>
/// Keeps the promise that a GOAWAY makes, that streams behind its last one are not processed: Kestrel has no GOAWAY that refuses
/// a stream, and runs the handlers of streams in any order.
/// </summary>
internal sealed class StreamGate
{
    private const int GoAwayLength = 8;
    private const byte GoAwayType = 7;

    private readonly Lock _lock = new();
    private readonly FramePump _pump;
    private int _last = int.MaxValue;
    private int _highestAdmitted;

    public StreamGate(FramePump pump)
    {
        _pump = pump;
    }

    /// <returns>The fault that can be staged for the stream. Where a later one has been admitted, that is a refused stream instead of a GOAWAY.</returns>
    public FaultPoint? Admit(int stream, FaultPoint? fault)
    {
        lock (_lock)
        {
            if (stream > _last)
            {
                return FaultPoint.Http2GoAway;
            }

            if (fault != FaultPoint.Http2GoAway)
            {
                _highestAdmitted = Math.Max(_highestAdmitted, stream);
                return fault;
            }

            if (stream <= _highestAdmitted)
            {
                return FaultPoint.Http2RefusedStream;
            }

            // Clients' streams have odd numbers, and 0 stands for "none".
            _last = Math.Max(0, stream - 2);
            return fault;
        }
    }

    /// <summary>Says that the connection takes no streams behind those it admitted. The client closes it when the others are done.</summary>
    public Task GoAwayAsync()
    {
        // Length, type, no flags, stream 0, the last stream, NO_ERROR.
        var frame = new byte[9 + GoAwayLength];
        frame[2] = GoAwayLength;
        frame[3] = GoAwayType;
        lock (_lock)
        {
            BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(9), _last);
        }

        return _pump.InsertAsync(new ReadOnlySequence<byte>(frame));
    }
}
