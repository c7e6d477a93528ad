using LiveKit.Protocol;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/participants.md.</summary>
internal static class Participants
{
    public static async Task<SipParticipant> LookAsync(LiveKitClient livekit, SipCall call, CancellationToken cancellationToken)
    {
        ParticipantInfo info = await livekit.Rooms.GetParticipantAsync(call.RoomName, call.ParticipantIdentity, cancellationToken);
        SipParticipant callee = SipParticipant.From(info);
        Console.WriteLine($"{callee.Status}, {callee.PhoneNumber} over {callee.TrunkPhoneNumber}, call {callee.SipCallId}");
        return callee;
    }

    public static async Task<int> PhonesAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        var phones = 0;
        foreach (ParticipantInfo info in await livekit.Rooms.ListParticipantsAsync("my-sip-room", cancellationToken))
        {
            if (SipParticipant.TryFrom(info, out SipParticipant? phone) && phone.Status == CallStatus.Active)
            {
                phones++;
            }
        }

        return phones;
    }

    public static void Mark(DialRequest request)
    {
        request.ParticipantAttributes["order"] = "4711";                // SipParticipant.Attributes
        request.IncludeHeaders = SIPHeaderOptions.SipXHeaders;          // SipParticipant.Headers, once answered
    }
}
