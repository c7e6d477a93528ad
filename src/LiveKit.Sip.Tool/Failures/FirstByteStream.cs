namespace LiveKit.Sip.Tool.Failures;

/// <summary>A stream that remembers the first byte read, which tells whether the other side speaks TLS.</summary>
internal sealed class FirstByteStream : Stream
{
    /// <summary>The type of a TLS record by which one side refuses the other.</summary>
    public const byte TlsAlert = 0x15;

    /// <summary>The type of the TLS records of a handshake.</summary>
    public const byte TlsHandshake = 0x16;

    private readonly Stream _inner;

    public FirstByteStream(Stream inner)
    {
        _inner = inner;
    }

    /// <summary>The first byte; null if none has come.</summary>
    public byte? First { get; private set; }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await _inner.ReadAsync(buffer, cancellationToken);
        Remember(buffer.Span[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = _inner.Read(buffer, offset, count);
        Remember(buffer.AsSpan(offset, count));
        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => _inner.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => _inner.Write(buffer, offset, count);

    public override void Flush() => _inner.Flush();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Remember(ReadOnlySpan<byte> read)
    {
        if (First is null && !read.IsEmpty)
        {
            First = read[0];
        }
    }
}
