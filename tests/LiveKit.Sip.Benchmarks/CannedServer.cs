using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveKit.Sip.Benchmarks;

/// <summary>Answers every request with the same bytes and allocates nothing for it.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[] _answer;

    public CannedServer(byte[] body, string status = "200 OK", string contentType = "application/protobuf")
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n");
        _answer = [.. Encoding.ASCII.GetBytes(head), .. body];
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        _ = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndPoint}";

    public void Dispose() => _listener.Dispose();

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await _listener.AcceptAsync().ConfigureAwait(false));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Disposed of: the benchmark is over.
                return;
            }
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        using var owned = connection;
        connection.NoDelay = true;
        var buffer = new byte[16 * 1024];
        var filled = 0;
        while (true)
        {
            var read = await connection.ReceiveAsync(buffer.AsMemory(filled)).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            filled += read;
            if (RequestLength(buffer.AsSpan(0, filled)) is { } length && filled >= length)
            {
                filled = 0;
                await connection.SendAsync(_answer).ConfigureAwait(false);
            }
        }
    }

    private static int? RequestLength(ReadOnlySpan<byte> received)
    {
        var end = received.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return null;
        }

        var field = received[..end].IndexOf("Content-Length: "u8);
        var body = 0;
        if (field >= 0)
        {
            _ = Utf8Parser.TryParse(received[(field + "Content-Length: ".Length)..], out body, out _);
        }

        return end + 4 + body;
    }
}
