using LiveKit.Protocol;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip;

public partial class RoomClient
{
    /// <summary>Makes a room with LiveKit's defaults (<c>CreateRoom</c>); one that exists already stays as it is.</summary>
    /// <param name="roomName">The room; at most 256 bytes in UTF-8.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The room. Its JSON holds a <c>turn_password</c>; its <c>ToString()</c> leaves that out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="roomName"/> is null.</exception>
    /// <exception cref="RequestValidationException">The room's name is empty or too long; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<Room> CreateRoomAsync(string roomName, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(roomName);
        return CreateRoomAsync(new CreateRoomRequest { Name = roomName }, cancellationToken);
    }

    /// <summary>Makes a room (<c>CreateRoom</c>); one that exists already stays as it is, whatever the request says of it.</summary>
    /// <param name="request">The room's name, at most 256 bytes in UTF-8, and its settings.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The room. Its JSON holds a <c>turn_password</c>; its <c>ToString()</c> leaves that out.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The room's name is missing or too long; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<Room> CreateRoomAsync(CreateRoomRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Rooms.CreateAsync(request, cancellationToken);
    }
}
