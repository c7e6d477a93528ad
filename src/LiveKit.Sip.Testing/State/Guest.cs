using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.State;

/// <summary>A participant that a test puts into a room.</summary>
internal static class Guest
{
    public static RoomParticipant New(ParticipantInfo info, DateTimeOffset now)
    {
        var guest = info.Clone();
        guest.Sid = guest.Sid.Length > 0 ? guest.Sid : Ids.Participant();
        guest.State = guest.State == default ? ParticipantInfo.Types.State.Active : guest.State;
        guest.JoinedAt = now.ToUnixTimeSeconds();
        guest.JoinedAtMs = now.ToUnixTimeMilliseconds();
        guest.Permission ??= new ParticipantPermission { CanSubscribe = true, CanPublish = true, CanPublishData = true };
        guest.IsPublisher |= guest.Tracks.Count > 0;
        foreach (var track in guest.Tracks.Where(track => track.Sid.Length == 0))
        {
            track.Sid = Ids.Track();
        }

        return new RoomParticipant(guest, _ => { });
    }
}
