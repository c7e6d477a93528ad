using System.Text.Json.Serialization;
using LiveKit.Protocol;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Participants;

namespace LiveKit.Sip;

/// <summary>
/// What finds a dial again after a crash: known before anything is sent (<see cref="DialOptions.BeforeDialing"/>), kept as JSON, and
/// asked about with <see cref="SipClient.ResolveAsync"/>. Its room and identity may hold a phone number.
/// </summary>
public sealed partial class DialReference
{
    /// <summary>Creates a reference; the dial methods do this, and tests may.</summary>
    /// <param name="roomName">The room that was called from.</param>
    /// <param name="participantIdentity">The identity of the callee's participant.</param>
    /// <param name="dialId">The participant's attribute <c>dial.id</c>; <see langword="null"/> if it was not marked.</param>
    /// <param name="requestId">The id that the request carries.</param>
    /// <param name="startedAt">When the dial began.</param>
    /// <param name="mayRingUntil">Until when the phone may ring; not before <paramref name="startedAt"/>.</param>
    /// <param name="ringingTimeout">How long the phone rings unanswered; <see langword="null"/> if that is not known. Default: not known.</param>
    /// <exception cref="ArgumentException">An argument is missing or wrong; all of them are named.</exception>
    public DialReference(
        string roomName,
        string participantIdentity,
        string? dialId,
        string requestId,
        DateTimeOffset startedAt,
        DateTimeOffset mayRingUntil,
        TimeSpan? ringingTimeout = null)
    {
        var problems = new List<string>();
        Require(!string.IsNullOrEmpty(roomName), nameof(roomName));
        Require(!string.IsNullOrEmpty(participantIdentity), nameof(participantIdentity));
        Require(dialId is not "", nameof(dialId));
        Require(!string.IsNullOrEmpty(requestId), nameof(requestId));
        Require(startedAt != default, nameof(startedAt));
        Require(mayRingUntil != default, nameof(mayRingUntil));
        if (mayRingUntil != default && mayRingUntil < startedAt)
        {
            problems.Add($"{nameof(mayRingUntil)} is before {nameof(startedAt)}");
        }

        if (ringingTimeout <= TimeSpan.Zero)
        {
            problems.Add($"{nameof(ringingTimeout)} is not more than zero");
        }

        if (problems.Count > 0)
        {
#pragma warning disable MA0015 // The arguments' names are in the message, all of them.
            throw new ArgumentException($"{nameof(DialReference)}: {string.Join("; ", problems)}.");
#pragma warning restore MA0015
        }

        RoomName = roomName;
        ParticipantIdentity = participantIdentity;
        DialId = dialId;
        RequestId = requestId;
        StartedAt = startedAt;
        MayRingUntil = mayRingUntil;
        RingingTimeout = ringingTimeout;

        void Require(bool isThere, string name)
        {
            if (!isThere)
            {
                problems.Add($"{name} is missing or empty");
            }
        }
    }

    /// <summary>The room that was called from.</summary>
    [JsonPropertyName("roomName")]
    public string RoomName { get; }

    /// <summary>The identity of the callee's participant, made up or given.</summary>
    [JsonPropertyName("participantIdentity")]
    public string ParticipantIdentity { get; }

    /// <summary>
    /// The attribute <c>dial.id</c> that the participant carries. <see langword="null"/> if it carries none: the identity was made up and is
    /// its own proof, or <see cref="DialOptions.StampDialId"/> was off and the identity alone must do.
    /// </summary>
    [JsonPropertyName("dialId")]
    public string? DialId { get; }

    /// <summary>The id that the request carries (<c>X-Livekit-Request-Id</c>), for LiveKit's logs.</summary>
    [JsonPropertyName("requestId")]
    public string RequestId { get; }

    /// <summary>When the dial began, before <see cref="DialOptions.BeforeDialing"/> was called.</summary>
    [JsonPropertyName("startedAt")]
    public DateTimeOffset StartedAt { get; }

    /// <summary>
    /// Until when the phone may ring, whatever happens to this program and to LiveKit: <see cref="StartedAt"/> and the longer of the
    /// ringing time and three minutes, after which carriers give up.
    /// </summary>
    [JsonPropertyName("mayRingUntil")]
    public DateTimeOffset MayRingUntil { get; }

    /// <summary>
    /// How long the phone rings unanswered, from <see cref="StartedAt"/> on; <see langword="null"/> in references that an older version wrote. It tells a call
    /// that nobody answered from one that ended in another way.
    /// </summary>
    [JsonPropertyName("ringingTimeout")]
    public TimeSpan? RingingTimeout { get; }

    /// <summary>Names the request and its times, and neither room nor identity, which may hold a phone number.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString()
        => $"DialReference {{ RequestId = {OneLine.Of(RequestId)}, StartedAt = {StartedAt:O}, MayRingUntil = {MayRingUntil:O} }}";

    /// <summary>Whether this participant is the one that the dial made.</summary>
    internal bool IsOurs(ParticipantInfo participant)
        => DialId is null || (participant.Attributes.TryGetValue(SipAttributeNames.DialId, out var value) && value == DialId);
}
