using LiveKit.Protocol;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>The RPCs about one participant of a room.</summary>
internal sealed class ParticipantRpc
{
    private static readonly TimeSpan LongestResponseTimeout = TimeSpan.FromMilliseconds(int.MaxValue);

    private readonly TwirpClient _twirp;

    public ParticipantRpc(TwirpClient twirp)
    {
        _twirp = twirp;
    }

    /// <exception cref="ArgumentException">The room or the identity is null or empty.</exception>
    public Task<ParticipantInfo> GetAsync(string roomName, string participantIdentity, TwirpRequest request, CancellationToken cancellationToken)
        => _twirp.CallAsync(RoomMethods.GetParticipant, Named(roomName, participantIdentity), request, cancellationToken).AsTask();

    /// <returns>The participant; null where LiveKit has none.</returns>
    public async Task<ParticipantInfo?> FindAsync(string roomName, string participantIdentity, TwirpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(roomName, participantIdentity, request, cancellationToken).ConfigureAwait(false);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            return null;
        }
    }

    /// <param name="roomName">The room.</param>
    /// <param name="participantIdentity">The participant's identity.</param>
    /// <param name="request">A <see cref="GuardedRemoval"/> where only one particular participant with this identity is to be removed.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ArgumentException">The room or the identity is null or empty.</exception>
    public Task RemoveAsync(string roomName, string participantIdentity, TwirpRequest request, CancellationToken cancellationToken)
        => _twirp.CallAsync(RoomMethods.RemoveParticipant, Named(roomName, participantIdentity), request, cancellationToken).AsTask();

    /// <summary>Asks a participant to carry out a method (<c>PerformRpc</c>).</summary>
    /// <exception cref="ArgumentException">The room, the identity or the method is null or empty, or the timeout out of range.</exception>
    public async Task<string> PerformAsync(string roomName, string destinationIdentity, string method, string payload, TimeSpan? responseTimeout, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        ArgumentException.ThrowIfNullOrEmpty(destinationIdentity);
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentNullException.ThrowIfNull(payload);
        var message = new PerformRpcRequest { Room = roomName, DestinationIdentity = destinationIdentity, Method = method, Payload = payload };
        if (responseTimeout is { } timeout)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(responseTimeout));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, LongestResponseTimeout, nameof(responseTimeout));
            message.ResponseTimeoutMs = (uint)Math.Ceiling(timeout.TotalMilliseconds);
        }

        return (await _twirp.CallAsync(RoomMethods.PerformRpc, message, cancellationToken).ConfigureAwait(false)).Payload;
    }

    private static RoomParticipantIdentity Named(string roomName, string participantIdentity)
    {
        ArgumentException.ThrowIfNullOrEmpty(roomName);
        ArgumentException.ThrowIfNullOrEmpty(participantIdentity);
        return new RoomParticipantIdentity { Room = roomName, Identity = participantIdentity };
    }
}
