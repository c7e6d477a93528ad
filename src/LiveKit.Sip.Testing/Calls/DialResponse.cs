using LiveKit.Protocol;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>
/// The response to the request that dialed: the participant or an error. It is neither when the server closes the connection of the
/// request instead.
/// </summary>
internal sealed record DialResponse(SIPParticipantInfo? Participant, TwirpError? Error)
{
    public static readonly DialResponse Dropped = new(Participant: null, Error: null);

    public static DialResponse Failure(TwirpError error) => new(Participant: null, error);

    public static DialResponse Success(MockDial dial) => new(
        new SIPParticipantInfo
        {
            ParticipantId = dial.ParticipantId,
            ParticipantIdentity = dial.ParticipantIdentity,
            RoomName = dial.RoomName,
            SipCallId = dial.SipCallId,
        },
        Error: null);
}
