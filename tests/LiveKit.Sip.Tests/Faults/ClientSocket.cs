using System.Net.Sockets;
using System.Text;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>A client's connection, read to the byte: what a fault is to leave unread stays in the socket.</summary>
internal sealed class ClientSocket : IDisposable
{
    private const int PeekSize = 8 * 1024;

    private readonly Socket _socket;

    public ClientSocket(Socket socket)
    {
        _socket = socket;
        _socket.NoDelay = true;
    }

    /// <returns>The next request's head and nothing behind it; null if the client has closed, or what comes is no HTTP.</returns>
    public async Task<string?> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var head = new StringBuilder();
        var buffer = new byte[PeekSize];
        while (true)
        {
            // Peeked at first, so that no byte of the body is taken along.
            var seen = await _socket.ReceiveAsync(buffer, SocketFlags.Peek, cancellationToken);
            var before = head.Length;
            var text = head.Append(Encoding.Latin1.GetString(buffer, 0, seen)).ToString();
            if (seen == 0 || !char.IsAsciiLetterUpper(text[0]))
            {
                return null;
            }

            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            var taken = end < 0 ? seen : end + 4 - before;
            await ReadAsync(buffer.AsMemory(0, taken), cancellationToken);
            if (end >= 0)
            {
                return text[..(end + 4)];
            }
        }
    }

    /// <returns>So many bytes; null if the client closed before they were all there.</returns>
    public async Task<byte[]?> ReadBodyAsync(int length, CancellationToken cancellationToken)
    {
        var body = new byte[length];
        return await ReadAsync(body, cancellationToken) ? body : null;
    }

    /// <returns>True if the work came to its end first, false if the client closed the connection.</returns>
    public async Task<bool> OutlastsAsync(Task work, CancellationToken cancellationToken)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var leaving = WatchAsync(watching.Token);
        await Task.WhenAny(work, leaving);
        var isDone = work.IsCompleted;
        await watching.CancelAsync();
        await leaving;
        return isDone;
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    /// <summary>Closes with a TCP reset instead of in good order.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _socket.Dispose();
    }

    public void Dispose() => _socket.Dispose();

    private async Task<bool> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken);
            if (read == 0)
            {
                return false;
            }

            buffer = buffer[read..];
        }

        return true;
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await _socket.ReceiveAsync(new byte[1], SocketFlags.Peek, cancellationToken) > 0)
            {
                // The next request is there already, and who sends one has not left.
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // Either the work was done first, or the client reset the connection: both end the watch.
        }
    }
}
