using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Calls;

namespace LiveKit.Sip.Tests.Requests.Rules;

public sealed class LengthTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    [InlineData(0, false)]
    public void Check_HeaderName_HasUpTo255Characters(int length, bool isFine)
        => Assert.Equal(isFine, !ValidRequests.FieldsOf(ValidRequests.Message(m => m.Headers[ValidRequests.Repeat("X", length)] = "1")).Any());

    [Theory]
    [InlineData("a", 0, true)]
    [InlineData("a", 1024, true)]
    [InlineData("a", 1025, false)]
    [InlineData("ü", 512, true)]
    [InlineData("ü", 513, false)]
    [InlineData(ValidRequests.Astral, 256, true)]
    [InlineData(ValidRequests.Astral, 257, false)]
    public void Check_HeaderValue_HasUpTo1024Bytes(string character, int length, bool isFine)
        => Assert.Equal(isFine, !ValidRequests.FieldsOf(ValidRequests.Message(m => m.Headers["X-A"] = ValidRequests.Repeat(character, length))).Any());

    [Theory]
    [InlineData("a", 128, true)]
    [InlineData("a", 129, false)]
    [InlineData("\"", 64, true)]
    [InlineData("\"", 65, false)]
    [InlineData("\\", 64, true)]
    [InlineData("\\", 65, false)]
    [InlineData("\"é", 32, true)]
    [InlineData("\"é", 33, false)]
    [InlineData(ValidRequests.Astral, 32, true)]
    [InlineData(ValidRequests.Astral, 33, false)]
    public void Validate_DisplayName_HasUpTo128BytesOnceEscaped(string character, int length, bool isFine)
        => Assert.Equal(isFine, ValidRequests.Request(r => r.DisplayName = ValidRequests.Repeat(character, length)).Validate().Count == 0);

    [Theory]
    [InlineData("k", "v", 65_535, true)]
    [InlineData("k", "v", 65_536, false)]
    [InlineData("k", "ü", 32_767, true)]
    [InlineData("k", "ü", 32_768, false)]
    [InlineData("ü", "v", 65_534, true)]
    [InlineData("ü", "v", 65_535, false)]
    public void Check_Attributes_HaveUpTo64KiBOfKeysAndValues(string key, string character, int length, bool isFine)
        => Assert.Equal(
            isFine ? [] : ["participant_attributes"],
            ValidRequests.FieldsOf(ValidRequests.Message(m => m.ParticipantAttributes[key] = ValidRequests.Repeat(character, length))));

    [Fact]
    public void Check_AttributesTogetherOver64KiB_AreRefused()
        => Assert.Equal(
            ["participant_attributes"],
            ValidRequests.FieldsOf(ValidRequests.Message(m =>
            {
                m.ParticipantAttributes["a"] = ValidRequests.Repeat("x", 40_000);
                m.ParticipantAttributes["b"] = ValidRequests.Repeat("x", 40_000);
            })));

    [Theory]
    [InlineData("x", 512_000, true)]
    [InlineData("x", 512_001, false)]
    [InlineData("ü", 256_000, true)]
    [InlineData("ü", 256_001, false)]
    public void Check_Metadata_HasUpTo500KiB(string character, int length, bool isFine)
        => Assert.Equal(
            isFine ? [] : ["participant_metadata"],
            ValidRequests.FieldsOf(ValidRequests.Message(m => m.ParticipantMetadata = ValidRequests.Repeat(character, length))));

    [Theory]
    [InlineData(0, 0, false, false)]
    [InlineData(0, -100, false, false)]
    [InlineData(-1, 0, false, false)]
    [InlineData(0, 1_000_000, false, true)]
    [InlineData(80, 0, true, true)]
    [InlineData(80, 100, true, false)]
    [InlineData(81, 0, true, false)]
    [InlineData(81, 0, false, true)]
    [InlineData(86_400, 0, false, true)]
    [InlineData(86_400, 100, false, false)]
    [InlineData(315_576_000_001, 0, false, false)]
    [InlineData(1, 1_000_000_000, false, false)]
    [InlineData(1, -1, false, false)]
    public void Check_RingingTimeout_HasItsBounds(long seconds, int nanos, bool isCloud, bool isFine)
        => Assert.Equal(
            isFine ? [] : ["ringing_timeout"],
            ValidRequests.FieldsOf(ValidRequests.Message(m => m.RingingTimeout = new Duration { Seconds = seconds, Nanos = nanos }), isCloud));

    [Theory]
    [InlineData(0, 0, false)]
    [InlineData(-5, 0, false)]
    [InlineData(0, 1_000, true)]
    [InlineData(86_400, 0, true)]
    [InlineData(86_400, 100, false)]
    [InlineData(90_000, 0, false)]
    [InlineData(long.MaxValue, 0, false)]
    [InlineData(long.MinValue, 0, false)]
    public void Check_MaxCallDuration_HasItsBounds(long seconds, int nanos, bool isFine)
        => Assert.Equal(
            isFine ? [] : ["max_call_duration"],
            ValidRequests.FieldsOf(ValidRequests.Message(m => m.MaxCallDuration = new Duration { Seconds = seconds, Nanos = nanos })));

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(600, 0, true)]
    [InlineData(600, 100, false)]
    [InlineData(0, -100, false)]
    public void Check_MediaTimeout_HasItsBounds(long seconds, int nanos, bool isFine)
        => Assert.Equal(
            isFine ? [] : ["media.media_timeout"],
            ValidRequests.FieldsOf(ValidRequests.Message(m => m.Media = new SIPMediaConfig { MediaTimeout = new Duration { Seconds = seconds, Nanos = nanos } })));

    [Fact]
    public void Validate_TimesThatNoMessageHolds_AreRefused()
    {
        var request = ValidRequests.Request(r => (r.RingingTimeout, r.MaxCallDuration) = (TimeSpan.MaxValue, TimeSpan.MinValue));

        Assert.Equal(
            ["RingingTimeout: must be more than zero and at most 24 hours", "MaxCallDuration: must be more than zero and at most 24 hours"],
            request.Validate().Select(problem => problem.ToString()));
    }

    [Theory]
    [InlineData("https://x.livekit.cloud", false)]
    [InlineData("wss://X.LiveKit.Cloud:443/", false)]
    [InlineData("ws://livekit.example.com", true)]
    public async Task DialAsync_RingingOver80Seconds_IsRefusedOnCloudAlone(string url, bool isFine)
    {
        using var server = FakeLiveKit.Start();
        using var sip = FakeLiveKit.ClientOf(server, url);
        var request = ValidRequests.Request(r => r.RingingTimeout = TimeSpan.FromSeconds(81));

        var refusal = await Record.ExceptionAsync(() => sip.DialAsync(request, TestContext.Current.CancellationToken)) as RequestValidationException;

        Assert.Equal(isFine ? [] : ["RingingTimeout"], refusal?.Problems.Select(problem => problem.Field) ?? []);
        Assert.Equal(isFine ? 1 : 0, server.Requests.Count);
    }
}
