using LiveKit.Protocol;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Transfers;

/// <summary>Transfers calls, and knows every transfer.</summary>
internal sealed class TransferCentre
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private readonly List<MockTransfer> _records = [];
    private readonly List<Transfer> _transfers = [];
    private readonly CallCentre _calls;
    private readonly RoomStore _rooms;
    private readonly PhoneBook _phones;
    private readonly TimeProvider _time;

    public TransferCentre(CallCentre calls, RoomStore rooms, PhoneBook phones, TimeProvider time)
    {
        _calls = calls;
        _rooms = rooms;
        _phones = phones;
        _time = time;
    }

    /// <summary>The call of a participant.</summary>
    /// <exception cref="TwirpErrorException">There is none.</exception>
    public Call Find(string room, string identity)
        => _calls.Find(room, identity) ?? throw TwirpErrorException.FromService(TwirpCode.NotFound, "participant does not exist");

    /// <summary>Sends the REFER.</summary>
    /// <returns>The error; <see langword="null"/> when the target has answered.</returns>
    public Task<TwirpError?> Start(Call call, TransferSIPParticipantRequest request, TimeSpan? timeout)
    {
        lock (_rooms.Gate)
        {
            var number = TransferTarget.NumberOf(request.TransferTo);
            var record = new MockTransfer(request, number, _time.GetUtcNow(), _rooms.Gate);
            var transfer = new Transfer(record, call, _time, _rooms.Gate);
            _records.Add(record);
            _transfers.Add(transfer);
            var ringing = request.RingingTimeout?.ToTimeSpan() is { } asked && asked > TimeSpan.Zero ? asked : DefaultPatience;
            transfer.Start(_phones[number].Script, timeout < ringing ? timeout.Value : ringing);
            return transfer.Outcome;
        }
    }

    /// <summary>Ends what goes on.</summary>
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
