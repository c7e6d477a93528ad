using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Messages;

namespace LiveKit.Sip.Requests;

/// <summary>Makes LiveKit's message of a transfer out of the arguments that callers give.</summary>
internal static class TransferRequests
{
    public static TransferSIPParticipantRequest Of(string roomName, string participantIdentity, string transferTo, TransferOptions? options)
    {
        ArgumentNullException.ThrowIfNull(roomName);
        ArgumentNullException.ThrowIfNull(participantIdentity);
        ArgumentNullException.ThrowIfNull(transferTo);
        var request = new TransferSIPParticipantRequest
        {
            RoomName = roomName,
            ParticipantIdentity = participantIdentity,
            TransferTo = TransferTarget.Of(transferTo),
            PlayDialtone = options?.PlayDialtone ?? false,
            RingingTimeout = options?.RingingTimeout is { } ringing ? Duration.FromTimeSpan(ringing) : null,
        };
        if (options is not null)
        {
            ProtoStrings.CopyTo(options.Headers, request.Headers);
        }

        return request;
    }
}
