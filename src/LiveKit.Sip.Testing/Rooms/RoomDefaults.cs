using LiveKit.Protocol;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Rooms;

/// <summary>These are the defaults that an open-source LiveKit server gives to a new room.</summary>
internal static class RoomDefaults
{
    private const uint EmptyTimeoutSeconds = 20;
    private const uint DepartureTimeoutSeconds = 5;

    private static readonly string[] Codecs =
    [
        "audio/PCMU", "audio/PCMA", "audio/opus", "audio/red",
        "video/VP8", "video/H264", "video/VP9", "video/AV1", "video/H265", "video/rtx",
    ];

    public static Room NewRoom(CreateRoomRequest request, DateTimeOffset now) => new()
    {
        Sid = Ids.Room(),
        Name = request.Name,
        EmptyTimeout = request.EmptyTimeout == 0 ? EmptyTimeoutSeconds : request.EmptyTimeout,
        DepartureTimeout = request.DepartureTimeout == 0 ? DepartureTimeoutSeconds : request.DepartureTimeout,
        MaxParticipants = request.MaxParticipants,
        CreationTime = now.ToUnixTimeSeconds(),
        CreationTimeMs = now.ToUnixTimeMilliseconds(),
        TurnPassword = Ids.TurnPassword(),
        EnabledCodecs = { Codecs.Select(mime => new Codec { Mime = mime }) },
        Metadata = request.Metadata,
    };
}
