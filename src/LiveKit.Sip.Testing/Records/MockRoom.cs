using LiveKit.Protocol;

namespace LiveKit.Sip.Testing;

/// <summary>A room of the mock server at one moment.</summary>
public sealed class MockRoom
{
    internal MockRoom(Room info, IReadOnlyList<ParticipantInfo> participants)
    {
        Info = info;
        Participants = participants;
    }

    /// <summary>The room, as the API shows it.</summary>
    public Room Info { get; }

    /// <summary>Who is in the room, as the API shows them, in the order in which they joined.</summary>
    public IReadOnlyList<ParticipantInfo> Participants { get; }

    /// <summary>The room's name and how many are in it.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{Info.Name}: {Participants.Count} participants";
}
