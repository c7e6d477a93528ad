using System.IO.Compression;
using System.IO.Pipelines;
using LiveKit.Sip.Tests.Twirp.Sending;

namespace LiveKit.Sip.Tests.Faults.Hosts;

/// <summary>Copies the content of a dial in some way and sends the copy three times. Where the copying is refused, it goes on as its maker chose.</summary>
internal sealed class CopyingHandler : DelegatingHandler
{
    private const int Sendings = 3;

    private readonly Func<HttpContent, CancellationToken, Task<byte[]>> _copyAsync;
    private readonly bool _isStubborn;

    /// <param name="way">How it copies, one of <see cref="Ways"/>.</param>
    /// <param name="isStubborn">Whether it sends the request itself three times when it may not copy it.</param>
    public CopyingHandler(string way, bool isStubborn = false)
    {
        _copyAsync = Ways[way];
        _isStubborn = isStubborn;
    }

    /// <summary>The ways to copy a content, by what it is copied into.</summary>
    public static IReadOnlyDictionary<string, Func<HttpContent, CancellationToken, Task<byte[]>>> Ways { get; }
        = new Dictionary<string, Func<HttpContent, CancellationToken, Task<byte[]>>>(StringComparer.Ordinal)
        {
            ["bytes"] = static (content, token) => content.ReadAsByteArrayAsync(token),
            ["the content's own buffer"] = static async (content, token) =>
            {
                await content.LoadIntoBufferAsync(token);
                return await content.ReadAsByteArrayAsync(token);
            },
            ["the content's stream"] = static async (content, token) =>
            {
                using var copy = new MemoryStream();
                await (await content.ReadAsStreamAsync(token)).CopyToAsync(copy, token);
                return copy.ToArray();
            },
            ["memory"] = static async (content, token) =>
            {
                using var copy = new MemoryStream();
                await content.CopyToAsync(copy, token);
                return copy.ToArray();
            },
            ["a file"] = CopyToFileAsync,
            ["a pipe"] = static async (content, token) =>
            {
                var pipe = new Pipe();
                await content.CopyToAsync(pipe.Writer.AsStream(), token);
                await pipe.Writer.CompleteAsync();
                using var copy = new MemoryStream();
                await pipe.Reader.CopyToAsync(copy, token);
                return copy.ToArray();
            },
            ["a buffered stream"] = static (content, token) => CopyThroughAsync(content, static inner => new BufferedStream(inner), token),
            ["a stream of its own"] = static (content, token) => CopyThroughAsync(content, static inner => new OwnStream(inner), token),
            ["a compressed stream"] = static async (content, token) =>
            {
                using var zipped = new MemoryStream();
                await using (var zipping = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
                {
                    await content.CopyToAsync(zipping, token);
                }

                zipped.Position = 0;
                using var copy = new MemoryStream();
                await using var unzipping = new GZipStream(zipped, CompressionMode.Decompress);
                await unzipping.CopyToAsync(copy, token);
                return copy.ToArray();
            },
        };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (!Behaviors.IsDial(request))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        byte[]? copy;
        try
        {
            copy = await _copyAsync(request.Content!, cancellationToken);
        }
        catch (Exception) when (_isStubborn)
        {
            copy = null;
        }

        HttpResponseMessage? answer = null;
        for (var sending = 0; sending < Sendings; sending++)
        {
            if (copy is not null)
            {
                request.Content = new ByteArrayContent(copy) { Headers = { ContentType = new("application/protobuf") } };
            }

            answer = await base.SendAsync(request, cancellationToken);
        }

        return answer!;
    }

    private static async Task<byte[]> CopyToFileAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var path = Path.GetTempFileName();
        try
        {
            await using (var file = File.OpenWrite(path))
            {
                await content.CopyToAsync(file, cancellationToken);
            }

            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<byte[]> CopyThroughAsync(HttpContent content, Func<Stream, Stream> through, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await using (var stream = through(copy))
        {
            await content.CopyToAsync(stream, cancellationToken);
            await stream.FlushAsync(cancellationToken);
        }

        return copy.ToArray();
    }

    private sealed class OwnStream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
