using System.Text;
using LiveKit.Sip.Requests;

namespace LiveKit.Sip.Tests.Requests;

public sealed class DisplayNameTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("Alice", "Alice")]
    [InlineData("Ünï 😀", "Ünï 😀")]
    [InlineData("a\"b", "a\\\"b")]
    [InlineData("a\\b", "a\\\\b")]
    [InlineData("\\\"", "\\\\\\\"")]
    [InlineData("O'Hara", "O'Hara")]
    public void Escape_PlainText_IsWhatLiveKitWants(string plain, string wire)
    {
        Assert.Equal(wire, DisplayName.Escape(plain));
        Assert.True(DisplayName.IsValidOnWire(wire));
        Assert.Equal(plain, DisplayName.Unescape(wire));
    }

    [Theory]
    [InlineData("a\\b", "ab")]
    [InlineData("a\\tb", "atb")]
    [InlineData("\\x41", "x41")]
    [InlineData("\\\\\\\\", "\\\\")]
    [InlineData("end\\", "end\\")]
    [InlineData("\\😀", "😀")]
    public void Unescape_OtherEscapes_AreTheCharacterAfterTheBackslash(string wire, string plain)
        => Assert.Equal(plain, DisplayName.Unescape(wire));

    // As a real LiveKit took or refused them (recorded on 2026-11-22), then the rest of Go's rules.
    [Theory]
    [InlineData("a\"b", false)]
    [InlineData("a\\\"b", true)]
    [InlineData("a\\b", true)]
    [InlineData("a\nb", false)]
    [InlineData("Ünï", true)]
    [InlineData("", true)]
    [InlineData("\\a\\b\\f\\n\\r\\t\\v\\\\\\\"", true)]
    [InlineData("\\'", false)]
    [InlineData("'", true)]
    [InlineData("`", true)]
    [InlineData("\\", false)]
    [InlineData("a\\\\\\", false)]
    [InlineData("\"", false)]
    [InlineData("\n", false)]
    [InlineData("\r", false)]
    [InlineData("\t", true)]
    [InlineData("\\c", false)]
    [InlineData("\\ ", false)]
    [InlineData("\\x41", true)]
    [InlineData("\\xfF", true)]
    [InlineData("\\x4", false)]
    [InlineData("\\x4g", false)]
    [InlineData("\\x 4", false)]
    [InlineData("\\X41", false)]
    [InlineData("\\101", true)]
    [InlineData("\\377", true)]
    [InlineData("\\400", false)]
    [InlineData("\\0", false)]
    [InlineData("\\08", false)]
    [InlineData("\\018", false)]
    [InlineData("\\000", true)]
    [InlineData("\\u00e9", true)]
    [InlineData("\\u00e", false)]
    [InlineData("\\ud800", false)]
    [InlineData("\\udfff", false)]
    [InlineData("\\U0001F600", true)]
    [InlineData("\\U0010FFFF", true)]
    [InlineData("\\U00110000", false)]
    [InlineData("\\U0000d800", false)]
    [InlineData("\\U0001F60", false)]
    [InlineData("\\UFFFFFFFF", false)]
    public void IsValidOnWire_Text_FollowsGo(string wire, bool valid)
        => Assert.Equal(valid, DisplayName.IsValidOnWire(wire));

    [Fact]
    public void Escape_AnyText_SurvivesAndIsValidUnlessItHasALineBreak()
    {
        var random = new Random(20261122);
        var withLineBreak = 0;
        for (var round = 0; round < 10_000; round++)
        {
            var plain = RandomText(random);
            var wire = DisplayName.Escape(plain);

            Assert.Equal(plain, DisplayName.Unescape(wire));
            var hasLineBreak = plain.AsSpan().ContainsAny('\r', '\n');
            Assert.Equal(!hasLineBreak, DisplayName.IsValidOnWire(wire));
            withLineBreak += hasLineBreak ? 1 : 0;
        }

        Assert.InRange(withLineBreak, 1_000, 9_000);
    }

    private static string RandomText(Random random)
    {
        const string Awkward = "\\\"'\n\r\t\0xuU01nab ";
        var text = new StringBuilder();
        for (var length = random.Next(20); length > 0; length--)
        {
            if (random.Next(3) > 0)
            {
                text.Append(Awkward[random.Next(Awkward.Length)]);
                continue;
            }

            int code;
            do
            {
                code = random.Next(0x110000);
            }
            while (!Rune.IsValid(code));
            text.Append(new Rune(code));
        }

        return text.ToString();
    }
}
