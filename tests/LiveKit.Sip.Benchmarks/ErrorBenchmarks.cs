using System.Text.Json;
using BenchmarkDotNet.Attributes;
using LiveKit.Protocol;

namespace LiveKit.Sip.Benchmarks;

/// <summary>
/// What an error's text costs: the message of an exception shows some 200 characters, so a text of 60 KB, which the exception keeps whole,
/// must not cost more than a few times its size, whatever is in it.
/// </summary>
[InProcess]
[WarmupCount(3)]
[IterationCount(12)]
[MemoryDiagnoser]
public class ErrorBenchmarks : IDisposable
{
    private const int LongText = 60 * 1024;

    private readonly SIPOutboundTrunkInfo _trunk = new() { Address = "sip.example.com", Numbers = { "+15550100" }, AuthUsername = "carrier", AuthPassword = "aaaaaaaaaaab" };
    private CannedServer _server = null!;
    private LiveKitClient _livekit = null!;

    /// <summary>What the server's text repeats: nothing to hide, the beginning of the password at each place, tokens, numbers, control characters.</summary>
    [Params("short", "words ", "a", "eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJ4In0.c2ln ", "+15005550123 ", "\u001B")]
    public string Text { get; set; } = "";

    [GlobalSetup]
    public void SetUp()
    {
        var msg = Text == "short" ? Text : string.Concat(Enumerable.Repeat(Text, LongText / Text.Length));
        _server = new CannedServer(JsonSerializer.SerializeToUtf8Bytes(new { code = "invalid_argument", msg = msg[..Math.Min(msg.Length, LongText / (Text[0] < ' ' ? 6 : 1))] }), "400 Bad Request", "application/json");
        _livekit = new LiveKitClient(_server.Url, "devkey", "secret");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _livekit.Dispose();
        _server.Dispose();
    }

    [Benchmark]
    public async Task<int> Refusal()
    {
        try
        {
            await _livekit.Sip.CreateSipOutboundTrunkAsync(_trunk).ConfigureAwait(false);
            return 0;
        }
        catch (TwirpException e)
        {
            return e.Message.Length;
        }
    }
}
