using System.Buffers;
using System.Runtime.CompilerServices;

namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>A response body in a pooled buffer, read up to a limit.</summary>
internal readonly struct PooledBody : IDisposable
{
    private const int FirstBuffer = 4096;

    /// <summary>The last byte of the largest array is for seeing that the body goes on.</summary>
    private static readonly int Largest = Array.MaxLength - 1;

    private readonly byte[] _buffer;
    private readonly int _length;

    private PooledBody(byte[] buffer, int length, bool isComplete)
    {
        _buffer = buffer;
        _length = length;
        IsComplete = isComplete;
    }

    /// <summary>False if the body goes on behind the limit.</summary>
    public bool IsComplete { get; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, _length);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<PooledBody> ReadAsync(HttpContent content, int limit, CancellationToken cancellationToken)
    {
        limit = Math.Min(limit, Largest);

        // The buffer has one byte more than announced, so that the read that finds the end has room.
        var first = (int)Math.Min(content.Headers.ContentLength ?? FirstBuffer - 1, limit) + 1;
        var buffer = ArrayPool<byte>.Shared.Rent(first);
        var filled = 0;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                while (filled <= limit)
                {
                    if (filled == buffer.Length)
                    {
                        buffer = Grow(buffer);
                    }

                    var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                    if (read == 0)
                    {
                        return new PooledBody(buffer, filled, isComplete: true);
                    }

                    filled += read;
                }
            }

            return new PooledBody(buffer, limit, isComplete: false);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(full.Length * 2L, Array.MaxLength));
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
