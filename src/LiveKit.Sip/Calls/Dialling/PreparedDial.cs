using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Calls.Validation;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Calls.Dialling;

/// <summary>A dial that is ready to send: checked, with its clocks set and its participant recognisable.</summary>
internal sealed class PreparedDial
{
    private PreparedDial(CreateSIPParticipantRequest message, string? dialId)
    {
        Message = message;
        DialId = dialId;
        Trace = new RequestTrace(message.SipCallTo, message.SipNumber, message.ToUserOverride);
    }

    public CreateSIPParticipantRequest Message { get; }

    public RequestTrace Trace { get; }

    public TimeSpan Ringing => CallClocks.RingingOf(Message);

    /// <summary>What the participant is stamped with; null when its identity is proof enough, or the caller wants no stamp.</summary>
    private string? DialId { get; }

    /// <param name="message">The message; changed.</param>
    /// <param name="problems">What is wrong with it so far; more is added.</param>
    /// <param name="connection">The server that it goes to.</param>
    /// <param name="stampDialId">Whether a participant with an identity of the caller's own is marked.</param>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static PreparedDial From(CreateSIPParticipantRequest message, ProblemList problems, LiveKitConnection connection, bool stampDialId)
    {
        string? dialId = null;
        if (message.ParticipantIdentity.Length == 0)
        {
            message.ParticipantIdentity = $"sip-{Guid.NewGuid():N}";
        }
        else if (stampDialId)
        {
            dialId = Guid.NewGuid().ToString("N");
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
        return problems.Problems.Count == 0 ? new PreparedDial(message, dialId) : throw new RequestValidationException(problems.Problems);
    }

    /// <summary>Whether this participant is the one that this dial made.</summary>
    public bool IsOurs(ParticipantInfo participant)
        => DialId is null || (participant.Attributes.TryGetValue(SipAttributes.DialId, out var dialId) && dialId == DialId);

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
