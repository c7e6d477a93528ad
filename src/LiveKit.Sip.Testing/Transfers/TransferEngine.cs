using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Transfers;

/// <summary>This engine transfers calls and keeps a record of every transfer.</summary>
internal sealed class TransferEngine
{
    private static readonly TimeSpan DefaultRingingTimeout = TimeSpan.FromSeconds(30);

    private readonly List<MockTransfer> _records = [];
    private readonly List<Transfer> _transfers = [];
    private readonly CallEngine _calls;
    private readonly RoomStore _rooms;
    private readonly PhoneBook _phones;
    private readonly TimeProvider _time;
    private readonly TransferFailure _failures;

    public TransferEngine(CallEngine calls, RoomStore rooms, PhoneBook phones, MockLiveKitOptions options)
    {
        _calls = calls;
        _rooms = rooms;
        _phones = phones;
        _time = options.TimeProvider;
        _failures = new TransferFailure(options);
    }

    /// <summary>Finds the call of a participant.</summary>
    /// <exception cref="TwirpErrorException">The participant does not exist, or is no SIP participant.</exception>
    public Call Find(string room, string identity)
        => _calls.Find(room, identity) ?? throw (_rooms.Has(room, identity)
            ? new TwirpErrorException(TwirpCode.NotFound, "no SIP session associated with participant")
            : TwirpErrorException.FromService(TwirpCode.NotFound, "participant does not exist"));

    /// <summary>Sends the REFER to the carrier.</summary>
    /// <returns>A task that completes with the error of the transfer, or with <see langword="null"/> when the target has answered.</returns>
    public Task<TwirpError?> Start(Call call, TransferSIPParticipantRequest request, TimeSpan? timeout)
    {
        lock (_rooms.Gate)
        {
            var number = TransferTarget.NumberOf(request.TransferTo);
            var record = new MockTransfer(request, number, _time.GetUtcNow(), _rooms.Gate);
            // Only the outcome of a transfer has waiters, and it completes by itself, so nothing is left to publish after a timer.
            var transfer = new Transfer(record, call, new GateTimers(_time, _rooms.Gate, () => { }), _failures);
            _records.Add(record);
            _transfers.Add(transfer);
            var ringing = request.RingingTimeout?.ToTimeSpan() is { } requested && requested > TimeSpan.Zero ? requested : DefaultRingingTimeout;
            transfer.Start(_phones[number].Script, timeout < ringing ? timeout.Value : ringing);
            return transfer.Outcome;
        }
    }

    /// <summary>Stops all transfers in progress.</summary>
    public void Stop()
    {
        lock (_rooms.Gate)
        {
            _transfers.ForEach(transfer => transfer.Stop());
            _transfers.Clear();
        }
    }

    public IReadOnlyList<MockTransfer> Snapshot()
    {
        lock (_rooms.Gate)
        {
            return [.. _records];
        }
    }
}
