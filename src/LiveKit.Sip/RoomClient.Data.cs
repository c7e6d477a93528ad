using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

public partial class RoomClient
{
    /// <summary>Sends bytes to the participants of a room (<c>SendData</c>). Sent again only if it certainly never arrived.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="data">The bytes.</param>
    /// <param name="topic">What tells these data from others. Default: <see langword="null"/>, no topic.</param>
    /// <param name="destinationIdentities">Who is to receive them. Default: <see langword="null"/>, everybody.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when LiveKit has taken the data; who received them is not told.</returns>
    /// <exception cref="ArgumentException">The room is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the data may have been delivered if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task SendDataAsync(
        string roomName,
        ReadOnlyMemory<byte> data,
        string? topic = null,
        IEnumerable<string>? destinationIdentities = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        var request = new SendDataRequest { Room = roomName, Data = ByteString.CopyFrom(data.Span), Kind = DataPacket.Types.Kind.Reliable };
        request.DestinationIdentities.AddRange(destinationIdentities ?? []);
        if (topic is not null)
        {
            request.Topic = topic;
        }

        return SendDataAsync(request, cancellationToken);
    }

    /// <summary>Sends bytes by LiveKit's own message (<c>SendData</c>), also such as may get lost. Sent again only if it certainly never arrived.</summary>
    /// <param name="request">The room, the bytes and how to send them. Without a <c>nonce</c>, by which receivers know a repeat, it is sent with one of its own.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>A task that completes when LiveKit has taken the data; who received them is not told.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The room is missing; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the data may have been delivered if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task SendDataAsync(SendDataRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequiredFields.Check(("room", request.Room));
        if (request.Nonce.IsEmpty)
        {
            request = new SendDataRequest(request) { Nonce = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()) };
        }

        return Twirp.CallAsync(RoomMethods.SendData, request, cancellationToken);
    }

    /// <summary>Calls a method of a participant and waits for its answer (<c>PerformRpc</c>). Sent again only if it certainly never arrived.</summary>
    /// <param name="roomName">The room.</param>
    /// <param name="destinationIdentity">The identity of the participant who is called.</param>
    /// <param name="method">The method's name.</param>
    /// <param name="payload">What it is called with. Default: empty.</param>
    /// <param name="responseTimeout">How long the participant may take, over zero; the request waits as long, whatever <see cref="LiveKitOptions.RequestTimeout"/> says. Default: <see langword="null"/>, LiveKit's own.</param>
    /// <param name="cancellationToken">Cancels the request, not what the participant does.</param>
    /// <returns>What the participant answered.</returns>
    /// <exception cref="ArgumentException">The room, the identity or the method is null or empty, or the payload is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The response timeout is zero or less, or over 24 days.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.InvalidArgument"/> for a
    /// method that the participant doesn't have, <see cref="TwirpErrorCodes.Unavailable"/> for one who isn't there, <see cref="TwirpErrorCodes.Canceled"/> without an answer in time.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the method may have been called if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<string> PerformRpcAsync(
        string roomName,
        string destinationIdentity,
        string method,
        string payload = "",
        TimeSpan? responseTimeout = null,
        CancellationToken cancellationToken = default)
        => Participants.PerformAsync(roomName, destinationIdentity, method, payload, responseTimeout, cancellationToken);
}
