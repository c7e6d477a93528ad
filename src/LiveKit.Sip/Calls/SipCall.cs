using LiveKit.Protocol;
using LiveKit.Sip.Calls;
using LiveKit.Sip.Calls.Live;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip;

/// <summary>A handle on one call: ringing or live. Letting go of it does not end the call.</summary>
/// <remarks>Thread-safe.</remarks>
public partial class SipCall
{
    private readonly RoomClient _rooms;
    private readonly SIPParticipantInfo _info;
    private readonly Task? _answer;
    private CallParty? _party;
    private CallTracker? _tracker;

    /// <summary>Creates a handle on a call; the dial methods do this, and tests may.</summary>
    /// <param name="rooms">Asks for and removes the callee's participant.</param>
    /// <param name="info">LiveKit's ids of the call.</param>
    /// <param name="requestId">The id that the dial's request carried. Default: empty.</param>
    /// <param name="answer">Completes when the call is answered, or fails with a <see cref="SipCallException"/>. Default: answered.</param>
    /// <param name="sip">Transfers the call. Default: nothing does, and <see cref="TransferAsync"/> throws.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rooms"/> or <paramref name="info"/> is null.</exception>
    public SipCall(RoomClient rooms, SIPParticipantInfo info, string requestId = "", Task? answer = null, SipClient? sip = null)
        : this(rooms, info, requestId, sip)
    {
        _answer = answer ?? Task.CompletedTask;
    }

    /// <summary>A call of which no request tells how it ends.</summary>
    private protected SipCall(RoomClient rooms, SIPParticipantInfo info, string requestId, SipClient? sip)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        ArgumentNullException.ThrowIfNull(info);
        _rooms = rooms;
        _info = info.Clone();
        _sip = sip;
        RequestId = requestId;
    }

    /// <summary>The room that the callee joins.</summary>
    public string RoomName => _info.RoomName;

    /// <summary>The callee's identity in the room, made up or given.</summary>
    public string ParticipantIdentity => _info.ParticipantIdentity;

    /// <summary>The callee's participant, <c>PA_…</c>.</summary>
    public string ParticipantId => _info.ParticipantId;

    /// <summary>LiveKit's id of the call, <c>SCL_…</c>.</summary>
    public string SipCallId => _info.SipCallId;

    /// <summary>The id that the dial's request carried (<c>X-Livekit-Request-Id</c>), for LiveKit's logs.</summary>
    public string RequestId { get; }

    internal ILogger Logger => _rooms.LiveCalls.Logger;

    // Most handles need neither.
    private CallParty Party => LazyInitializer.EnsureInitialized(ref _party, () => new CallParty(_rooms, _info));

    private protected CallTracker Tracker => LazyInitializer.EnsureInitialized(ref _tracker, () => new CallTracker(_rooms.LiveCalls, Party, _answer));

    /// <summary>Names room, participant and call.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
        => Diagnostics.PhoneNumbers.Redact($"SipCall {{ RoomName = {RoomName}, ParticipantIdentity = {ParticipantIdentity}, SipCallId = {SipCallId} }}");
}
