using LiveKit.Protocol;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Calls;

/// <summary>Finds the call that a command is about.</summary>
internal static class CallFinder
{
    /// <summary>By the reference of its dial, so that another call with the same identity is not taken for it.</summary>
    public static async Task<TargetCall> FindAsync(LiveKitClient livekit, DialReference reference, CancellationToken cancellationToken)
    {
        var found = await livekit.Sip.ResolveAsync(reference, cancellationToken: cancellationToken);
        return new TargetCall(reference.RoomName, reference.ParticipantIdentity, found.Status, found.Call, found.Call is null ? found.MayRingUntil : null);
    }

    /// <summary>By room and identity: whoever has it now. A participant that is no phone is no call.</summary>
    public static async Task<TargetCall> FindAsync(LiveKitClient livekit, string room, string identity, CancellationToken cancellationToken)
    {
        if (!SipParticipant.TryFrom(await FindParticipantAsync(livekit, room, identity, cancellationToken), out var callee))
        {
            return new TargetCall(room, identity, CallStatus.Gone, Call: null);
        }

        var info = new SIPParticipantInfo
        {
            RoomName = room,
            ParticipantIdentity = identity,
            ParticipantId = callee.ParticipantId,
            SipCallId = callee.SipCallId ?? "",
        };
        return new TargetCall(room, identity, callee.Status, livekit.Sip.GetCall(info));
    }

    private static async Task<ParticipantInfo?> FindParticipantAsync(LiveKitClient livekit, string room, string identity, CancellationToken cancellationToken)
    {
        try
        {
            return await livekit.Rooms.GetParticipantAsync(room, identity, cancellationToken);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            return null;
        }
    }
}
