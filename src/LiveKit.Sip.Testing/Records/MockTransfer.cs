using LiveKit.Protocol;

namespace LiveKit.Sip.Testing;

/// <summary>A transfer that the mock server asked the carrier for (one SIP REFER). Thread-safe; its text shows no phone number.</summary>
public sealed class MockTransfer
{
    private readonly object _gate;
    private bool _rang;
    private bool _isAnswered;
    private int? _sipStatus;

    internal MockTransfer(TransferSIPParticipantRequest request, string number, DateTimeOffset at, object gate)
    {
        Request = request;
        Number = number;
        At = at;
        _gate = gate;
    }

    /// <summary>The request.</summary>
    public TransferSIPParticipantRequest Request { get; }

    /// <summary>The number, or SIP user, of the target: <c>transfer_to</c> without scheme, host and parameters.</summary>
    public string Number { get; }

    /// <summary>When the REFER went out, on the server's clock.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Whether the target's phone rang.</summary>
    public bool Rang
    {
        get
        {
            lock (_gate)
            {
                return _rang;
            }
        }

        internal set => _rang = value;
    }

    /// <summary>Whether the target answered, in time or not.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_gate)
            {
                return _isAnswered;
            }
        }

        internal set => _isAnswered = value;
    }

    /// <summary>The SIP status with which the target or the carrier turned the transfer down; <see langword="null"/> if neither turned it down.</summary>
    public int? SipStatus
    {
        get
        {
            lock (_gate)
            {
                return _sipStatus;
            }
        }

        internal set => _sipStatus = value;
    }

    /// <summary>The participant and the room.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"transfer of {Request.ParticipantIdentity} in {Request.RoomName}";
}
