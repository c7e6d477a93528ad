using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>What the request that dialled is answered: one of the two.</summary>
internal sealed record CallAnswer(SIPParticipantInfo? Participant, TwirpError? Error);
