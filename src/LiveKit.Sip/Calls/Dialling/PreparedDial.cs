using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Calls.Validation;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Calls.Dialling;

/// <summary>A dial that is ready to send: checked, with its clocks set and its participant recognisable.</summary>
internal sealed class PreparedDial
{
    // Null when the identity is proof enough, or the caller wants no stamp.
    private readonly string? _dialId;

    private PreparedDial(CreateSIPParticipantRequest message, RequestTrace trace, string? dialId)
    {
        Message = message;
        Trace = trace;
        _dialId = dialId;
    }

    public CreateSIPParticipantRequest Message { get; }

    public RequestTrace Trace { get; }

    public TimeSpan Ringing => CallClocks.RingingOf(Message);

    /// <param name="message">The message; changed.</param>
    /// <param name="problems">What is wrong with it so far; more is added.</param>
    /// <param name="connection">The server that it goes to.</param>
    /// <param name="options">The request's id, and whether a participant with an identity of the caller's own is marked.</param>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static PreparedDial From(CreateSIPParticipantRequest message, ProblemList problems, LiveKitConnection connection, DialOptions options)
    {
        var trace = new RequestTrace(options.RequestId ?? Guid.NewGuid(), message.SipCallTo, message.SipNumber, message.ToUserOverride);
        string? dialId = null;
        if (message.ParticipantIdentity.Length == 0)
        {
            message.ParticipantIdentity = $"sip-{Guid.NewGuid():N}";
        }
        else if (options.StampDialId)
        {
            // The request's id serves, unless it is the caller's, who may use it twice.
            dialId = options.RequestId is null ? trace.RequestId : Guid.NewGuid().ToString();
            if (!message.ParticipantAttributes.TryAdd(SipAttributes.DialId, dialId))
            {
                problems.AddKeyed(
                    "participant_attributes",
                    SipAttributes.DialId,
                    $"is what this library marks its dials with; {nameof(DialOptions)}.{nameof(DialOptions.StampDialId)} turns that off");
            }
        }

        message.RingingTimeout ??= Duration.FromTimeSpan(CallClocks.DefaultRinging);
        DialValidator.Check(message, connection.Settings.IsCloud, problems);
        CheckHttpTimeout(message, problems, connection);
        return problems.Problems.Count == 0 ? new PreparedDial(message, trace, dialId) : throw new RequestValidationException(problems.Problems);
    }

    /// <summary>Whether this participant is the one that this dial made.</summary>
    public bool IsOurs(ParticipantInfo participant)
        => _dialId is null || (participant.Attributes.TryGetValue(SipAttributes.DialId, out var dialId) && dialId == _dialId);

    // A HttpClient that gives up before LiveKit answers would leave the callee alone in the room.
    private static void CheckHttpTimeout(CreateSIPParticipantRequest message, ProblemList problems, LiveKitConnection connection)
    {
        if (connection.HttpTimeout == Timeout.InfiniteTimeSpan || problems.Problems.Count > 0)
        {
            return;
        }

        var needed = CallClocks.ForDial(message).Client ?? connection.Settings.RequestTimeout;
        problems.Check(
            connection.HttpTimeout >= needed,
            "HttpClient.Timeout",
            $"is {connection.HttpTimeout.TotalSeconds} s, but this dial may take {needed.TotalSeconds} s: give the client more time, or none of your own");
    }
}
