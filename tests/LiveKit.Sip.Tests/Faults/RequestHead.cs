using System.Globalization;
using System.Text;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>The head of an HTTP/1.1 request.</summary>
internal sealed record RequestHead(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    public int ContentLength => int.Parse(Header("Content-Length") ?? "0", CultureInfo.InvariantCulture);

    public string? RequestId => Header("X-Livekit-Request-Id");

    public bool WantsClose => string.Equals(Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="NotSupportedException">The body's length is not announced: bodies could not be counted.</exception>
    public static RequestHead Parse(string text)
    {
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var start = lines[0].Split(' ');
        var head = new RequestHead(start[0], start[1], [.. lines.Skip(1).Select(HeaderOf)]);
        return head.Header("Transfer-Encoding") is null
            ? head
            : throw new NotSupportedException($"{head.Path} came without a Content-Length.");
    }

    /// <summary>A head in the bytes of a connection's answer side.</summary>
    public static byte[] OfAnswer(int status, string reason, IEnumerable<KeyValuePair<string, string>> headers, int contentLength)
    {
        var text = new StringBuilder($"HTTP/1.1 {status} {reason}\r\n");
        foreach (var (name, value) in headers)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append(CultureInfo.InvariantCulture, $"Content-Length: {contentLength}\r\n\r\n").ToString());
    }

    private string? Header(string name)
        => Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    private static KeyValuePair<string, string> HeaderOf(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return KeyValuePair.Create(line[..colon], line[(colon + 1)..].Trim());
    }
}
