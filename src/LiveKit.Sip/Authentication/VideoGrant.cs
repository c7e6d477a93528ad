using LiveKit.Protocol;

namespace LiveKit.Sip;

/// <summary>What a token allows in LiveKit's rooms (claim <c>video</c>).</summary>
/// <remarks>Flags that are <see langword="false"/> and properties that are <see langword="null"/> or empty are left out of the token.</remarks>
public sealed class VideoGrant
{
    /// <summary>May create and delete rooms (<c>roomCreate</c>). Default: <see langword="false"/>.</summary>
    public bool RoomCreate { get; set; }

    /// <summary>May list rooms (<c>roomList</c>). Default: <see langword="false"/>.</summary>
    public bool RoomList { get; set; }

    /// <summary>May manage the participants of <see cref="Room"/> (<c>roomAdmin</c>). Default: <see langword="false"/>.</summary>
    public bool RoomAdmin { get; set; }

    /// <summary>May join <see cref="Room"/> as a participant (<c>roomJoin</c>); the token then needs an identity. Default: <see langword="false"/>.</summary>
    public bool RoomJoin { get; set; }

    /// <summary>The room that <see cref="RoomAdmin"/> and <see cref="RoomJoin"/> are about (<c>room</c>). Default: <see langword="null"/>.</summary>
    public string? Room { get; set; }

    /// <summary>The room that a participant may be moved or forwarded to (<c>destinationRoom</c>). Default: <see langword="null"/>.</summary>
    public string? DestinationRoom { get; set; }

    /// <summary>May publish tracks after joining (<c>canPublish</c>). Default: <see langword="null"/>, the server's default.</summary>
    public bool? CanPublish { get; set; }

    /// <summary>May subscribe to others' tracks (<c>canSubscribe</c>). Default: <see langword="null"/>, the server's default.</summary>
    public bool? CanSubscribe { get; set; }

    /// <summary>May send data messages (<c>canPublishData</c>). Default: <see langword="null"/>, the server's default.</summary>
    public bool? CanPublishData { get; set; }

    /// <summary>The only track sources that may be published (<c>canPublishSources</c>). Default: empty, all of them.</summary>
    public IList<TrackSource> CanPublishSources { get; } = [];

    /// <summary>May change its own name, metadata and attributes (<c>canUpdateOwnMetadata</c>). Default: <see langword="null"/>, the server's default.</summary>
    public bool? CanUpdateOwnMetadata { get; set; }

    /// <summary>May receive metrics of the room (<c>canSubscribeMetrics</c>). Default: <see langword="null"/>, the server's default.</summary>
    public bool? CanSubscribeMetrics { get; set; }

    /// <summary>Takes part without being shown to others (<c>hidden</c>). Default: <see langword="false"/>.</summary>
    public bool Hidden { get; set; }

    /// <summary>Joins as an agent (<c>agent</c>). Default: <see langword="false"/>.</summary>
    public bool Agent { get; set; }
}
