using System.Text;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Tests.Diagnostics;

public sealed class RedactorTests
{
    private const string Jwt = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJkZXZrZXkiLCJleHAiOjE3OTUzNTYzODV9.q1W-2e_3r4T5y6U7i8O9p0AsDfGhJkLzXcVbNm";
    private const string Opaque = "gate/way+token:4711==";

    private static readonly Redactor Discreet = new(showPhoneNumbers: false);

    private static readonly Secret[] Sent = [new(Jwt, SecretKind.Token), new(Opaque, SecretKind.Token), new("hunter22", SecretKind.Password)];

    // Of somebody else, and so known by its form alone.
    private static string ForeignJwt { get; } = $"{Encoded("{ \"typ\": \"JWT\" }")}.{Encoded("{\"sub\":\"x\"}")}.c2lnbmF0dXJlLXg_-a";

    public static TheoryData<string> Echoes() =>
    [
        .. new[] { Jwt, ForeignJwt }.SelectMany(static token => new[]
        {
            token,
            $"Bearer {token}",
            $"Bearer%20{token}",
            $"x{token}",
            token.Replace(".", "%2E", StringComparison.Ordinal),
            token.Replace(".", "%252e", StringComparison.Ordinal).Replace("-", "%2D", StringComparison.Ordinal).Replace("_", "%5f", StringComparison.Ordinal),
            token.Replace(".", "&#46;", StringComparison.Ordinal),
            token.Replace(".", "\\u002e", StringComparison.Ordinal),
            token[..40],
            token[..(token.IndexOf('.', StringComparison.Ordinal) + 12)],
            token[(token.IndexOf('.', StringComparison.Ordinal) + 1)..],
            Base64(token),
            Base64($"Bearer {token}"),
            Base64($"a:{token}"),
            Base64(token).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
            Base64(Base64(token)),
            $"xy{Base64($"a:{token}")}",
            Uri.EscapeDataString(Base64($"{token}?")),
            Base64(token)[..60],
        }),
        Jwt[60..],
        $"{Jwt[..50]}\r\n {Jwt[50..100]}\r\n {Jwt[100..]}",
        $"{Jwt[..50]} and then {Jwt[50..]}",
        Jwt.ToUpperInvariant(),
        Base64(Jwt[60..]),
        Opaque,
        Uri.EscapeDataString(Opaque),
        Opaque[..12],
        Base64(Opaque),
        $"see {Opaque[8..]}",
        Base64("user:hunter22"),
    ];

    [Theory]
    [MemberData(nameof(Echoes))]
    public void Redact_ForeignTextWithASecret_ShowsNothingOfIt(string echo)
    {
        var message = Redacted(echo);

        Assert.Contains(Secret.Hidden, message, StringComparison.Ordinal);
        var shown = message.Replace("****", " ", StringComparison.Ordinal);
        foreach (var secret in new[] { Jwt, ForeignJwt, Opaque, Base64(Jwt), Base64(ForeignJwt), Base64($"Bearer {Jwt}"), Base64(Opaque), "hunter22" })
        {
            for (var i = 0; i + 8 <= secret.Length; i++)
            {
                Assert.DoesNotContain(secret.Substring(i, 8), shown, StringComparison.OrdinalIgnoreCase);
            }
        }
    }

    [Theory]
    [InlineData("eyJ is how they begin")]
    [InlineData("an example of an existing extension, ezekiel")]
    [InlineData("transaction failed to complete (0 intermediate responses)")]
    [InlineData("SIP_STATUS_PROVIDE_REFERRER_IDENTITY/SIP_STATUS_BUSY_HERE")]
    [InlineData("/twirp/livekit.SIP/CreateSIPParticipant")]
    [InlineData("3e4666bf-d5e5-4aa7-b8ce-cefe41c7568a")]
    public void Redact_ForeignTextWithoutASecret_ShowsIt(string text) => Assert.Equal($"said: {text}", Redacted(text));

    // Secrets and numbers are masked first: a part of them would not be recognized.
    [Theory]
    [InlineData(Jwt)]
    [InlineData("hunter22")]
    [InlineData("+15005550123")]
    public void Redact_TextThatIsCutInASecret_ShowsNothingOfIt(string secret)
    {
        for (var before = 180; before <= 201; before++)
        {
            var shown = Redacted(new string('.', before) + secret + new string('.', 300)).Replace(" (phone numbers are masked; LiveKitOptions.ShowPhoneNumbers shows them)", "", StringComparison.Ordinal);

            Assert.DoesNotContain(secret[..4], shown, StringComparison.Ordinal);
            Assert.InRange(shown.Length, 190, 210);
        }
    }

    // So much is hidden before that the end of what is read comes into view.
    [Theory]
    [InlineData("hunter22")]
    [InlineData("+15005550123")]
    [InlineData(Opaque)]
    public void Redact_TextThatIsReadUpToASecret_ShowsNothingOfIt(string secret)
    {
        for (var read = 1; read < secret.Length; read++)
        {
            var text = ForeignJwt + new string('A', 4096 - ForeignJwt.Length - 1 - read) + " " + secret;

            Assert.Equal("said: \u2026", Redacted(text).Split(" (")[0]);
        }
    }

    [Fact]
    public void Redact_NameOfARoom_IsMaskedAndEscapedButWhole()
    {
        var room = $"r\u202E\n{Jwt} 15005550123 {new string('x', 300)}";

        Assert.StartsWith($"Room r\\u202E\\n**** 15*******23 {new string('x', 300)} (phone", Discreet.Redact($"Room {room}", []), StringComparison.Ordinal);
    }

    [Fact]
    public void Redact_OwnWords_StayAsTheyAre()
        => Assert.Equal("The room of 15005550123: 404 ****", Discreet.Redact($"{new OwnText("The room of 15005550123")}: {404} {new ForeignText("room")}", [new Secret("room", SecretKind.UserName)]));

    [Fact]
    public void Redact_PhoneNumbersShown_StillHidesSecrets()
        => Assert.Equal("+15005550123 \\n ****", new Redactor(showPhoneNumbers: true).Redact($"{new ForeignText($"+15005550123 \n {Jwt}")}", []));

    private static string Redacted(string foreign) => Discreet.Redact($"said: {new ForeignText(foreign)}", Sent);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Encoded(string text) => Base64(text).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
