using System.Text;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Tests.Support;

namespace LiveKit.Sip.Tool.Tests;

/// <summary>A standard stream that takes nothing, such as a file on a full disk.</summary>
public sealed class LastingWriterTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dial_WithJsonAndAStreamThatTakesNothing_StillTellsTheOutcome(bool outputIsFull)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: Canceled);
        using var kept = new StringWriter();
        await using var full = new FullWriter();
        await using var error = new LastingWriter(outputIsFull ? kept : full, complaints: null);
        await using var output = new LastingWriter(outputIsFull ? full : kept, error);
        var environment = Lksip.EnvironmentOf(server);
        var host = new ToolHost
        {
            Output = new ToolStream(output),
            Error = new ToolStream(error),
            OpenInput = () => Stream.Null,
            ReadVariable = name => environment.GetValueOrDefault(name),
            Time = TimeProvider.System,
        };

        var code = await ToolApp.RunAsync(DialArguments.To("+15005550001", "--json"), host, Canceled);

        Assert.Equal(0, code);
        Assert.Single(server.Dials);
        Assert.Contains(outputIsFull ? "error: standard output cannot be written: No space left" : "\"Answered\"", kept.ToString(), StringComparison.Ordinal);
    }

    private sealed class FullWriter : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("No space left on device");
    }
}
