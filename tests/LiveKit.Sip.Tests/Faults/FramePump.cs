using System.Buffers;
using System.IO.Pipelines;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>Passes on what Kestrel writes to an HTTP/2 connection, frame by frame, so that a frame of ours can go between two of its own.</summary>
internal sealed class FramePump : IDisposable
{
    private const int FrameHeader = 9;

    private readonly Pipe _pipe = new();
    private readonly SemaphoreSlim _writing = new(1);
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PipeWriter _connection;

    public FramePump(PipeWriter connection)
    {
        _connection = connection;
    }

    /// <summary>Where Kestrel writes to.</summary>
    public PipeWriter Writer => _pipe.Writer;

    /// <summary>Runs until the writer is completed or the connection takes no more.</summary>
    public async Task RunAsync()
    {
        var isOpen = true;
        while (isOpen)
        {
            var read = await _pipe.Reader.ReadAsync();
            var frames = read.Buffer.Slice(0, WholeFrames(read.Buffer));
            isOpen = await WriteAsync(frames) && !read.IsCompleted;
            if (!frames.IsEmpty)
            {
                _begun.TrySetResult();
            }

            _pipe.Reader.AdvanceTo(frames.End, read.Buffer.End);
        }

        _begun.TrySetResult();
        await _pipe.Reader.CompleteAsync();
    }

    /// <summary>
    /// Writes a frame of ours, never as the first: a client takes a connection that does not begin with Kestrel's SETTINGS for broken.
    /// Kestrel writes those before it reads a request, but they may still be on their way through the pipe when the request is handled.
    /// </summary>
    public async Task InsertAsync(ReadOnlySequence<byte> frame)
    {
        await _begun.Task;
        await WriteAsync(frame);
    }

    public void Dispose() => _writing.Dispose();

    /// <returns>Whether the connection takes more.</returns>
    private async Task<bool> WriteAsync(ReadOnlySequence<byte> frames)
    {
        await _writing.WaitAsync();
        try
        {
            foreach (var part in frames)
            {
                _connection.Write(part.Span);
            }

            return !(await _connection.FlushAsync()).IsCompleted;
        }
        finally
        {
            _writing.Release();
        }
    }

    private static long WholeFrames(ReadOnlySequence<byte> buffer)
    {
        var reader = new SequenceReader<byte>(buffer);
        var whole = 0L;
        Span<byte> length = stackalloc byte[3];
        while (reader.TryCopyTo(length) && reader.Remaining >= FrameHeader)
        {
            var frame = FrameHeader + ((length[0] << 16) | (length[1] << 8) | length[2]);
            if (reader.Remaining < frame)
            {
                break;
            }

            reader.Advance(frame);
            whole += frame;
        }

        return whole;
    }
}
