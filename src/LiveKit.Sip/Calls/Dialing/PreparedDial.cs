using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>A dial that is ready to send: checked, with its clocks set and its participant recognizable.</summary>
internal sealed class PreparedDial : TwirpRequest
{
    private static readonly Duration DefaultRinging = Duration.FromTimeSpan(CallClocks.DefaultRinging);

    private readonly DialAdditions _additions = new();

    // These are copied, because the message is the caller's, who may change it for the next dial while this one rings.
    private readonly string _callee;
    private readonly string _caller;
    private readonly string _calleeOverride;

    private CallDeadline _deadline;
    private DateTimeOffset _startedAt;
    private DialReference? _reference;

    private PreparedDial(CreateSIPParticipantRequest message, DialOptions options)
        : base(options.RequestId ?? Twirp.Protocol.RequestId.New())
    {
        Message = message;
        _callee = message.SipCallTo;
        _caller = message.SipNumber;
        _calleeOverride = message.ToUserOverride;
        RoomName = message.RoomName;
        WaitsForAnswer = message.WaitUntilAnswered;
        TrunkId = message.SipTrunkId;
        ParticipantIdentity = message.ParticipantIdentity;
        if (ParticipantIdentity.Length == 0)
        {
            _additions.ParticipantIdentity = ParticipantIdentity = $"sip-{Guid.NewGuid():N}";
        }
        else if (options.StampDialId)
        {
            // The request's id serves, unless it is the caller's, who may use it twice.
            var dialId = options.RequestId is null ? RequestId : Guid.NewGuid().ToString();
            _additions.ParticipantAttributes = new AttributeEntry { Key = SipAttributeNames.DialId, Value = dialId };
        }

        if (message.RingingTimeout is null)
        {
            _additions.RingingTimeout = DefaultRinging;
        }
    }

    /// <summary>The caller's message; what is sent is what it was when it was checked, with the <see cref="Additions"/> behind it.</summary>
    public CreateSIPParticipantRequest Message { get; }

    public string RoomName { get; }

    /// <summary>The stored trunk that is named; empty without one.</summary>
    public string TrunkId { get; }

    public bool WaitsForAnswer { get; }

    /// <summary>When the server ends the ringing, counted from when the request left.</summary>
    public TimeSpan ServerDeadline => _deadline.Server;

    /// <summary>The caller's, or the one made up.</summary>
    public string ParticipantIdentity { get; }

    public TimeSpan Ringing { get; private set; }

    /// <summary>What finds this dial again.</summary>
    public DialReference Reference => _reference ??= new DialReference(
        RoomName,
        ParticipantIdentity,
        _additions.ParticipantAttributes?.Value,
        RequestId,
        _startedAt,
        CallClocks.RingingEnd(_startedAt, Ringing),
        Ringing);

    /// <summary>Whether only the identity tells the participant from others', and it is the caller's own.</summary>
    public bool IsUnmarked => _additions.ParticipantIdentity.Length == 0 && _additions.ParticipantAttributes is null;

    public override CallDeadline? Deadline => _deadline;

    public override string?[] Numbers => [_callee, _caller, _calleeOverride];

    public override IMessage Additions => _additions;

    /// <param name="message">The message; not changed.</param>
    /// <param name="problems">What is wrong with it so far; more is added.</param>
    /// <param name="context">The client that dials.</param>
    /// <param name="options">The request's id, and whether a participant with an identity of the caller's own is marked.</param>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static PreparedDial From(CreateSIPParticipantRequest message, ProblemList problems, CallContext context, DialOptions options)
    {
        var dial = new PreparedDial(message, options);
        DialValidator.Check(message, context.Settings.IsCloud, problems, dial.StampSize);
        dial.CheckStamp(problems);
        if (problems.Problems.Count == 0)
        {
            context.CheckHttpTimeout(CallClocks.ForDial(message).Client, "dial", problems);
        }

        problems.ThrowIfAny();

        // The clocks are set only now, because a message that has not been checked may hold durations that cannot be read.
        dial.Ringing = CallClocks.RingingOf(message);
        dial._deadline = CallClocks.ForDial(message);
        dial.Freeze(message);
        return dial;
    }

    /// <summary>Whether LiveKit's answer is about this dial: one that came late on a shared connection may be about another.</summary>
    public bool IsAbout(SIPParticipantInfo info)
        => (info.RoomName.Length == 0 || info.RoomName == RoomName) && (info.ParticipantIdentity.Length == 0 || info.ParticipantIdentity == ParticipantIdentity);

    /// <summary>Notes when the dial begins, which may be long after it was checked: an agent is waited for in between.</summary>
    public void Begin(TimeProvider time) => _startedAt = time.GetUtcNow();

    private int StampSize => _additions.ParticipantAttributes is { } stamp ? stamp.Key.Length + stamp.Value.Length : 0;

    private void CheckStamp(ProblemList problems)
    {
        if (_additions.ParticipantAttributes is { } stamp && Message.ParticipantAttributes.ContainsKey(stamp.Key))
        {
            problems.AddKeyed(
                "participant_attributes",
                stamp.Key,
                $"is what this library marks its dials with; {nameof(DialOptions)}.{nameof(DialOptions.StampDialId)} turns that off");
        }
    }
}
