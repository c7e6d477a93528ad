using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;

namespace LiveKit.Sip.Testing.Tests;

/// <summary>These tests check the server's rules at their limits, beyond the recorded examples.</summary>
public sealed class RulesTests
{
    [Theory]
    [InlineData("X Y", "v", "invalid header name: header name X Y contains invalid characters: char 32 not allowed")]
    [InlineData("X-Ü", "v", "invalid header name: header name X-Ü contains invalid characters: char 220 not allowed")]
    [InlineData("X:Y", "v", "invalid header name: header name X:Y contains invalid characters: char 58 not allowed")]
    [InlineData("CALL-ID", "v", "invalid header name: header name CALL-ID not supported")]
    [InlineData("X-Zero", "a\0", "invalid header value for X-Zero: header X-Zero: value: char 0 not allowed")]
    [InlineData("X-Del", "\u007f", "invalid header value for X-Del: header X-Del: value: char 127 not allowed")]
    public void Header_ThatIsRefused_IsNamed(string name, string value, string message)
        => Assert.Equal(message, Refusal(request => request.Headers[name] = value));

    [Theory]
    [InlineData("Via", "v")]
    [InlineData("To", "v")]
    [InlineData("X-%2b!*_'~`.", "v")]
    [InlineData("X-Tab", "a\tb")]
    [InlineData("X-Text", "Grüße 😀")]
    public void Header_ThatIsAllowed_Passes(string name, string value)
        => Assert.Null(Refusal(request => request.Headers[name] = value));

    [Fact]
    public void Header_AtItsLimits_Passes()
        => Assert.Null(Refusal(request => request.Headers[new string('x', 255)] = new string('v', 1024)));

    [Fact]
    public void HeaderName_OverItsLimit_IsRefused()
        => Assert.Contains("too long (max 255 characters)", Refusal(request => request.Headers[new string('x', 256)] = "v"), StringComparison.Ordinal);

    [Fact]
    public void DisplayName_AtItsLimit_Passes() => Assert.Null(Refusal(request => request.DisplayName = new string('ü', 64)));

    [Theory]
    [InlineData("Berlin", "", "", "if city is specified, country or region must also be specified")]
    [InlineData("Berlin", "", "BE", null)]
    [InlineData("", "DE", "", null)]
    [InlineData("", "D", "", "country must be a valid ISO 3166-1 alpha-2 code (2-letter like 'US', 'IN', 'UK')")]
    [InlineData("", "DEU", "", "country must be a valid ISO 3166-1 alpha-2 code (2-letter like 'US', 'IN', 'UK')")]
    public void Destination_IsCheckedByItsParts(string city, string country, string region, string? message)
        => Assert.Equal(message, Refusal(request => request.Destination = new Destination { City = city, Country = country, Region = region }));

    [Theory]
    [InlineData(600, 0, null)]
    [InlineData(600, 1, "media_timeout must not exceed 10m0s")]
    [InlineData(0, 0, null)]
    [InlineData(-1, 0, "media_timeout must not be negative")]
    public void MediaTimeout_IsAtMostTenMinutes(long seconds, int nanos, string? message)
        => Assert.Equal(
            message,
            Refusal(request => request.Media = new SIPMediaConfig { MediaTimeout = new Google.Protobuf.WellKnownTypes.Duration { Seconds = seconds, Nanos = nanos } }));

    [Theory]
    [InlineData("+49-30 (1)", "ToUserOverride contains invalid characters: char 32 not allowed")]
    [InlineData("+49-30(1)", "ToUserOverride contains invalid characters: char 40 not allowed")]
    [InlineData("+49-30.1", null)]
    public void ToUserOverride_IsAToken(string user, string? message)
        => Assert.Equal(message, Refusal(request => request.ToUserOverride = user));

    private static string? Refusal(Action<CreateSIPParticipantRequest> change)
    {
        var request = new CreateSIPParticipantRequest
        {
            SipCallTo = "+1",
            RoomName = "room",
            SipNumber = "+2",
            Trunk = new SIPOutboundConfig { Hostname = "sip.example.com" },
        };
        change(request);
        return Record.Exception(() => DialRules.Check(request))?.Message;
    }
}
