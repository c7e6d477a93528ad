using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>What the request that dialled is answered: one of the two, or neither when its connection is closed instead.</summary>
internal sealed record CallAnswer(SIPParticipantInfo? Participant, TwirpError? Error)
{
    public static readonly CallAnswer Dropped = new(Participant: null, Error: null);

    public static CallAnswer Failure(TwirpError error) => new(Participant: null, error);

    public static CallAnswer Success(MockDial dial) => new(
        new SIPParticipantInfo
        {
            ParticipantId = dial.ParticipantId,
            ParticipantIdentity = dial.ParticipantIdentity,
            RoomName = dial.RoomName,
            SipCallId = dial.SipCallId,
        },
        Error: null);
}
