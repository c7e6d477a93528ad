using System.Text.Json;

namespace LiveKit.Sip.Tests.Outcomes;

public class DialReferenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, 123, TimeSpan.FromHours(2));

    [Fact]
    public void Constructor_WithEverythingWrong_NamesAllOfIt()
    {
        var error = Assert.Throws<ArgumentException>(static () => new DialReference("", null!, "", "", default, default));

        Assert.All(
            ["roomName", "participantIdentity", "dialId", "requestId", "startedAt", "mayRingUntil"],
            name => Assert.Contains($"{name} is missing", error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Constructor_RingingBeforeTheStart_IsRefused()
        => Assert.Contains(
            "mayRingUntil is before startedAt",
            Assert.Throws<ArgumentException>(static () => new DialReference("room", "callee", null, "request", Start, Start.AddTicks(-1))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("dial-1")]
    [InlineData(null)]
    public void ToJson_ReadAgain_IsTheSame(string? dialId)
    {
        var reference = Reference(dialId);

        AssertSame(reference, DialReference.FromJson(reference.ToJson()));
    }

    [Fact]
    public void ToJson_OfAReference_IsOneLineWithTheseNames()
        => Assert.Equal(
            """{"roomName":"room","participantIdentity":"callee","dialId":"dial-1","requestId":"request","startedAt":"2026-03-01T12:00:00.123+02:00","mayRingUntil":"2026-03-01T12:03:00.123+02:00","ringingTimeout":null}""",
            Reference("dial-1").ToJson().Replace("\\u002B", "+", StringComparison.Ordinal));

    [Fact]
    public void JsonSerializer_WithWhateverOptions_WritesWhatFromJsonReads()
    {
        var reference = Reference("dial-1");
        foreach (var options in new[] { JsonSerializerOptions.Default, JsonSerializerOptions.Web, new(JsonSerializerOptions.Web) { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower } })
        {
            AssertSame(reference, DialReference.FromJson(JsonSerializer.Serialize(reference, options)));
            AssertSame(reference, JsonSerializer.Deserialize<DialReference>(reference.ToJson(), options)!);
        }
    }

    [Fact]
    public void FromJson_OfANewerVersion_SkipsWhatItDoesNotKnow()
    {
        var reference = Reference(null);
        var json = reference.ToJson().Insert(1, "\"region\":{\"name\":\"eu\"},\"regions\":[1],");

        AssertSame(reference, DialReference.FromJson(json));
    }

    [Fact]
    public void FromJson_WithFieldsMissing_NamesThem()
    {
        var error = Assert.Throws<RequestJsonException>(static () => DialReference.FromJson("""{"participantIdentity":"callee","startedAt":"2026-03-01T12:00:00Z"}"""));

        Assert.Contains("roomName is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("requestId is missing", error.Message, StringComparison.Ordinal);
        Assert.Contains("mayRingUntil is missing", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("startedAt", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, 1, "the text is empty")]
    [InlineData("null", 1, 1, "a JSON object is expected")]
    [InlineData("[]", 1, 2, "a JSON object is expected")]
    [InlineData("\uFEFF{}", 1, 1, "byte order mark")]
    [InlineData("{\n  \"roomName\": \"+15005550123\",\n  \"requestId\": 7 }", 3, 17, "requestId has a value of the wrong kind")]
    [InlineData("{ \"startedAt\": \"+15005550123\" }", 1, 30, "startedAt has a value of the wrong kind")]
    [InlineData("{\n  \"roomName\": \"room\",\n", 3, 1, "the text ends too early")]
    [InlineData("{ \"roomName\": \"room\", }", 1, 23, "trailing commas are not allowed")]
    public void FromJson_OfSomethingElse_SaysWhereAndWhat(string json, int line, int column, string problem)
    {
        var error = Assert.Throws<RequestJsonException>(() => DialReference.FromJson(json));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.Equal((line, column), (error.Line, error.Column));
        Assert.DoesNotContain("5005550123", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromJson_WithSomethingBehindTheObject_SaysSo()
        => Assert.Contains("only one object is allowed", Assert.Throws<RequestJsonException>(static () => DialReference.FromJson(Reference(null).ToJson() + " {}")).Message, StringComparison.Ordinal);

    [Fact]
    public void ToString_WithNumbersEverywhere_ShowsNone()
    {
        var text = new DialReference("call +15005550123", "sip_15005550123", null, "+15005550123", Start, Start).ToString();

        Assert.DoesNotContain("5005550123", text, StringComparison.Ordinal);
        Assert.Contains("2026-03-01T12:00:00", text, StringComparison.Ordinal);
    }

    // The digits of a time look like those of a number.
    [Fact]
    public void ToString_OfAnyTime_ShowsItWhole()
    {
        for (var start = Start; start < Start.AddDays(400); start = start.AddTicks(123_456_789_012_345))
        {
            var until = start.AddMinutes(3);

            Assert.Equal(
                $"DialReference {{ RequestId = 0b2c, StartedAt = {start:O}, MayRingUntil = {until:O} }}",
                new DialReference("room", "callee", null, "0b2c", start, until).ToString());
        }
    }

    private static DialReference Reference(string? dialId) => new("room", "callee", dialId, "request", Start, Start.AddMinutes(3));

    private static void AssertSame(DialReference expected, DialReference actual)
        => Assert.Equal(
            (expected.RoomName, expected.ParticipantIdentity, expected.DialId, expected.RequestId, expected.StartedAt, expected.MayRingUntil),
            (actual.RoomName, actual.ParticipantIdentity, actual.DialId, actual.RequestId, actual.StartedAt, actual.MayRingUntil));
}
