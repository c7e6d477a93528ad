using LiveKit.Protocol;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Rooms;

/// <summary>This class creates the participants that a test puts into a room itself, which are neither calls nor agents.</summary>
internal static class VisitorParticipant
{
    public static RoomParticipant New(ParticipantInfo info, DateTimeOffset now)
    {
        var visitor = info.Clone();
        visitor.Sid = visitor.Sid.Length > 0 ? visitor.Sid : Ids.Participant();
        visitor.State = visitor.State == default ? ParticipantInfo.Types.State.Active : visitor.State;
        visitor.JoinedAt = now.ToUnixTimeSeconds();
        visitor.JoinedAtMs = now.ToUnixTimeMilliseconds();
        visitor.Permission ??= new ParticipantPermission { CanSubscribe = true, CanPublish = true, CanPublishData = true };
        visitor.IsPublisher |= visitor.Tracks.Count > 0;
        foreach (var track in visitor.Tracks.Where(track => track.Sid.Length == 0))
        {
            track.Sid = Ids.Track();
        }

        return new RoomParticipant(visitor, _ => { });
    }
}
