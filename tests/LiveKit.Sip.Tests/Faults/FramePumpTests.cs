using System.Buffers;
using System.IO.Pipelines;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>A frame of ours goes between two of Kestrel's, and never before the first.</summary>
public sealed class FramePumpTests
{
    // Length, type (SETTINGS, GOAWAY), flags, stream; and what a GOAWAY says.
    private static readonly byte[] Settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    private static readonly byte[] GoAway = [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task InsertAsync_BeforeKestrelsFirstFrameHasPassed_ComesAfterIt()
    {
        var connection = new Pipe();
        using var pump = new FramePump(connection.Writer);

        var inserting = pump.InsertAsync(new ReadOnlySequence<byte>(GoAway));
        await pump.Writer.WriteAsync(Settings, Token);
        var running = pump.RunAsync();
        await inserting;
        await pump.Writer.CompleteAsync();
        await running;
        await connection.Writer.CompleteAsync();

        var read = await connection.Reader.ReadAtLeastAsync(Settings.Length + GoAway.Length, Token);
        Assert.Equal([.. Settings, .. GoAway], read.Buffer.ToArray());
    }

    [Fact]
    public async Task InsertAsync_WhereKestrelEndsWithoutAFrame_IsNotKeptWaiting()
    {
        var connection = new Pipe();
        using var pump = new FramePump(connection.Writer);

        var inserting = pump.InsertAsync(new ReadOnlySequence<byte>(GoAway));
        await pump.Writer.CompleteAsync();
        await pump.RunAsync();

        await inserting;
    }
}
