using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Watching;
using LiveKit.Sip.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveKit.Sip;

/// <summary>A handle on one call: ringing or live. Letting go of it does not end the call.</summary>
/// <remarks>Thread-safe.</remarks>
public partial class SipCall
{
    private readonly CallContext? _context;
    private readonly SIPParticipantInfo _info;
    private readonly Task? _answer;
    private readonly DialObservations _observations;
    private Callee? _callee;
    private CallTracker? _tracker;

    /// <summary>
    /// Creates a handle that belongs to no client, for substitutes in tests: what would ask LiveKit throws <see cref="InvalidOperationException"/>
    /// unless overridden. The handles of real calls come from the dial methods and from <see cref="SipClient.GetCall(SIPParticipantInfo)"/>.
    /// </summary>
    /// <param name="info">LiveKit's ids of the call.</param>
    /// <param name="requestId">The id that the dial's request carried. Default: empty.</param>
    /// <param name="answer">Completes when the call is answered, or fails with a <see cref="SipCallException"/>. Default: answered.</param>
    /// <exception cref="ArgumentNullException"><paramref name="info"/> is null.</exception>
    public SipCall(SIPParticipantInfo info, string requestId = "", Task? answer = null)
    {
        ArgumentNullException.ThrowIfNull(info);
        _info = info.Clone();
        _answer = answer ?? Task.CompletedTask;
        _observations = new DialObservations();
        RequestId = requestId;
    }

    /// <summary>Creates the handle on a call of a client.</summary>
    /// <param name="context">What the calls of the client share.</param>
    /// <param name="info">LiveKit's ids of the call.</param>
    /// <param name="requestId">The id that the dial's request carried; empty if it is not known.</param>
    /// <param name="answer">Completes when the call is answered, or fails with a <see cref="SipCallException"/>; null if no request waits for the answer.</param>
    /// <param name="observations">What is seen of the dial while its request waits; null if no request waits.</param>
    internal SipCall(CallContext context, SIPParticipantInfo info, string requestId, Task? answer, DialObservations? observations = null)
    {
        _observations = observations ?? new DialObservations();
        _context = context;
        _info = info.Clone();
        _answer = answer;
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

    internal ILogger Logger => _context?.Logger ?? NullLogger.Instance;

    private protected CallTracker Tracker => LazyInitializer.EnsureInitialized(ref _tracker, () => new CallTracker(Context, Callee, _answer, _observations, CallPoll.RunAsync));

    private CallContext Context => _context ?? throw new InvalidOperationException("This handle was made without a client: override its methods.");

    // The callee and the tracker are made when they are first needed, because most handles need neither.
    private Callee Callee => LazyInitializer.EnsureInitialized(ref _callee, () => new Callee(Context, _info));

    /// <summary>Names room, participant and call.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
        => Diagnostics.OneLine.Of($"SipCall {{ RoomName = {RoomName}, ParticipantIdentity = {ParticipantIdentity}, SipCallId = {SipCallId} }}");
}
