using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Tests.Diagnostics;

public sealed class PhoneNumbersTests
{
    [Theory]
    [InlineData("+15005550123", "+15*******23")]
    [InlineData("15005550123", "15*******23")]
    [InlineData("+1 (500) 555-0123", "+1 (5**) ***-**23")]
    [InlineData("555-0100", "55*-**00")]
    [InlineData("12345", "12*45")]
    [InlineData("+1234", "+****")]
    [InlineData("911", "***")]
    [InlineData("+911", "****")]
    [InlineData("", "")]
    [InlineData("bob", "***")]
    [InlineData("anna", "****")]
    [InlineData("alice", "al*ce")]
    [InlineData("alice.smith", "al*******th")]
    [InlineData("😀abc😀", "*******")]
    public void Mask_Number_KeepsOnlyTheEnds(string number, string masked)
        => Assert.Equal(masked, PhoneNumbers.Mask(number));

    [Theory]
    [InlineData("call +15005550123 failed", "call +15*******23 failed")]
    [InlineData("+15005550123", "+15*******23")]
    [InlineData("to=15005550123;", "to=15*******23;")]
    [InlineData("sip:\\u002B15005550123@x", "sip:\\u002B15*******23@x")]
    [InlineData("tel:&#43;15005550123", "tel:&#43;15*******23")]
    [InlineData("n=%252b15005550123", "n=%252b15*******23")]
    [InlineData("sip:+15005550123@sip.example.com:5060", "sip:+15*******23@sip.example.com:5060")]
    [InlineData("<sip:15005550123@10.0.0.1;user=phone>", "<sip:15*******23@10.0.0.1;user=phone>")]
    [InlineData("sip:%2B15005550123@host", "sip:%2B15*******23@host")]
    [InlineData("sip:%2b15005550123@host", "sip:%2b15*******23@host")]
    [InlineData("tel:+1-500-555-0123;x=1", "tel:+1-5**-***-**23;x=1")]
    [InlineData("+1.500.555.0123.", "+1.5**.***.**23.")]
    [InlineData("(500) 555-0123", "(50*) ***-**23")]
    [InlineData("+1 (500) 555-0123!", "+1 (5**) ***-**23!")]
    [InlineData("+1(500)5550123", "+1(5**)*****23")]
    [InlineData("555-0123", "55*-**23")]
    [InlineData("5550123", "55***23")]
    [InlineData("\"+15005550123\"", "\"+15*******23\"")]
    [InlineData("+15005550123,+15005550124", "+15*******23,+15*******24")]
    [InlineData("no +15005550123 and no +15005550124.", "no +15*******23 and no +15*******24.")]
    [InlineData("to+15005550123", "to+15*******23")]
    [InlineData("8400e 15005550123", "8400e 15*******23")]
    [InlineData("15005550123 4e", "15*******23 4e")]
    [InlineData("a1 15005550123", "a1 15*******23")]
    [InlineData("15005550.1x", "15****50.1x")]
    [InlineData("busy-15005550123", "busy-15*******23")]
    [InlineData("é +4930901820é +4930901820", "é +4930901820é +49******20")]
    public void Redact_NumberInText_IsMasked(string text, string redacted)
        => Assert.Equal(redacted, PhoneNumbers.Redact(text));

    [Theory]
    [InlineData("")]
    [InlineData("twirp error unknown: sip request timed out")]
    [InlineData("31486 Busy")]
    [InlineData("555012")]
    [InlineData("+123456")]
    [InlineData("trunk ST_12345678 not found")]
    [InlineData("PA_15005550123")]
    [InlineData("x15005550123")]
    [InlineData("15005550123x")]
    [InlineData("15005550123_1")]
    [InlineData("_15005550123")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("12345678-1234-1234-1234-123456789012")]
    [InlineData("id=12345678-e29b-41d4-a71f-446655440000;")]
    [InlineData("1234567deadbeef")]
    [InlineData("127.0.0.1:5070")]
    [InlineData("192.168.100.200:50600")]
    [InlineData("dial udp 10.0.0.1:5060->192.168.178.100:5060")]
    [InlineData("123.456.789")]
    [InlineData("12 345 6")]
    [InlineData("123  4567")]
    [InlineData("123, 4567")]
    [InlineData("+ - ( ) . %2B %2 %")]
    [InlineData("٠١٢٣٤٥٦٧٨٩")]
    public void Redact_NoNumber_ReturnsTheVeryText(string text)
        => Assert.Same(text, PhoneNumbers.Redact(text));

    [Theory]
    [InlineData("user alice is busy", "alice", "user al*ce is busy")]
    [InlineData("sip:alice@example.com", "alice", "sip:al*ce@example.com")]
    [InlineData("malice alices alice_1 Alice", "alice", "malice alices alice_1 Alice")]
    [InlineData("alice", "alice", "al*ce")]
    [InlineData("dialled 911, got 9112 and 1911", "911", "dialled ***, got 9112 and 1911")]
    [InlineData("ST_911 911", "911", "ST_911 ***")]
    [InlineData("911 5550123", "911", "91* *****23")]
    [InlineData("call 4911 and +4911", "+4911", "call **** and +****")]
    [InlineData("call 49 11", "+4911", "call 49 11")]
    [InlineData("*69# failed", "*69#", "**** failed")]
    [InlineData("alice-2 and alice", "alice-2", "al***-2 and alice")]
    [InlineData("x", "", "x")]
    [InlineData("x + y", "+", "x + y")]
    [InlineData("id 12345678-1234-1234-1234-123456789012", "1234", "id 12345678-1234-1234-1234-123456789012")]
    public void Redact_KnownText_IsMaskedWhereItStandsAlone(string text, string known, string redacted)
        => Assert.Equal(redacted, PhoneNumbers.Redact(text, known));

    [Fact]
    public void Redact_SeveralKnown_MasksTheLongestAndIgnoresNull()
        => Assert.Equal("al*******th, al*ce, ***", PhoneNumbers.Redact("alice.smith, alice, bob", "alice", null, "bob", "alice.smith"));

    [Fact]
    public void Redact_AnyNumberInAnyNeutralText_IsNeverWhole()
    {
        string[] around = ["", " ", ":", "@", "<", ">", "\"", "(", ")", ", ", "; ", "_ ", "x ", "486 ", ".", "=", "/", "#", "\n", "é "];
        var random = new Random(20261122);
        for (var round = 0; round < 20_000; round++)
        {
            var number = (random.Next(2) == 0 ? "+" : "") + random.NextInt64(10_000_000, 999_999_999_999_999);
            var before = around[random.Next(around.Length)];
            var after = string.Concat(around[random.Next(around.Length)].Reverse());

            var redacted = PhoneNumbers.Redact(before + number + after);

            Assert.DoesNotContain(number.TrimStart('+'), redacted, StringComparison.Ordinal);
            Assert.Equal((before + number + after).Length, redacted.Length);
        }
    }

    [Fact]
    public void Redact_NothingFound_ReturnsTheTextItself()
    {
        const string Text = "twirp error unknown: trunk ST_12345678 at 192.168.100.200:5060 said 486 Busy here";
        Assert.Same(Text, PhoneNumbers.Redact(Text, "+15005550123", "alice"));
    }

    [Theory]
    [InlineData("1 ")]
    [InlineData("1a ")]
    [InlineData("123456-x")]
    [InlineData("1")]
    [InlineData("a")]
    [InlineData("+")]
    [InlineData("%2B")]
    [InlineData("1-(")]
    public void Redact_LongText_EndsAndKeepsItsLength(string part)
    {
        // Anything worse than linear would not end in this test's lifetime.
        var text = string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length));

        Assert.Equal(text.Length, PhoneNumbers.Redact(text, "alice").Length);
    }

    [Theory]
    [InlineData("sip_15005550123 is here", "sip_15*******23 is here")]
    [InlineData("a15005550123b and x115005550123", "a15*******23b and x115005550123")]
    [InlineData("sip_15005550123_15005550123", "sip_15*******23_15*******23")]
    public void Redact_KnownNumberInsideAnIdentity_IsMasked(string text, string expected)
        => Assert.Equal(expected, PhoneNumbers.Redact(text, "+15005550123"));
}
