using LiveKit.Protocol;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

public partial class RoomClient
{
    /// <summary>Lists the rooms that there are (<c>ListRooms</c>).</summary>
    /// <param name="names">Only these rooms; names that no room has are passed over. Default: <see langword="null"/>, all rooms.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The rooms.</returns>
    /// <exception cref="ArgumentException">A name is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual async Task<IReadOnlyList<Room>> ListRoomsAsync(IReadOnlyList<string>? names = null, CancellationToken cancellationToken = default)
    {
        var request = new ListRoomsRequest();
        foreach (var name in names ?? [])
        {
            ArgumentException.ThrowIfNullOrEmpty(name, nameof(names));
            request.Names.Add(name);
        }

        if (names is { Count: 0 })
        {
            // Without names LiveKit would list everything.
            return [];
        }

        return (await Twirp.CallAsync(RoomMethods.ListRooms, request, cancellationToken).ConfigureAwait(false)).Rooms;
    }

    /// <summary>Changes the metadata of a room (<c>UpdateRoomMetadata</c>). Repeated when the answer is lost.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="metadata">The new metadata; may be empty.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The room as it is now.</returns>
    /// <exception cref="ArgumentException">The room is null or empty, or the metadata is null.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if the room does not exist.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<Room> UpdateRoomMetadataAsync(string roomName, string metadata, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        ArgumentNullException.ThrowIfNull(metadata);
        return Twirp.CallAsync(RoomMethods.UpdateRoomMetadata, new UpdateRoomMetadataRequest { Room = roomName, Metadata = metadata }, cancellationToken);
    }
}
