using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Tests.Diagnostics;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("plain text, caf\u00E9 \u6F22\u5B57 \U0001F600", "plain text, caf\u00E9 \u6F22\u5B57 \U0001F600")]
    [InlineData("a\r\nb\tc", "a\\r\\nb\\tc")]
    [InlineData("\u001B[31m\a", "\\u001B[31m\\u0007")]
    [InlineData("\u007F\u0085\u009B", "\\u007F\\u0085\\u009B")]
    [InlineData("\u2028\u2029", "\\u2028\\u2029")]
    [InlineData("\u202A\u202B\u202C\u202D\u202E", "\\u202A\\u202B\\u202C\\u202D\\u202E")]
    [InlineData("\u2066\u2067\u2068\u2069", "\\u2066\\u2067\\u2068\\u2069")]
    [InlineData("\u200B\u200C\u200D\u200E\u200F\u2060\uFEFF\u00AD\u034F\u115F\u3164\uFFA0\u17B4", "\\u200B\\u200C\\u200D\\u200E\\u200F\\u2060\\uFEFF\\u00AD\\u034F\\u115F\\u3164\\uFFA0\\u17B4")]
    [InlineData("\u00A0\u3000\uE000\uFFFE", "\\u00A0\\u3000\\uE000\\uFFFE")]
    [InlineData("\U000E0041", "\\uDB40\\uDC41")]
    public void Line_AnyText_IsVisibleAndOnOneLine(string text, string line) => Assert.Equal(line, VisibleText.Line(text));

    [Fact]
    public void Line_HalfOfASurrogatePair_IsEscaped() => Assert.Equal("a\\uD83Db\\uDE00", VisibleText.Line("a\uD83Db\uDE00"));

    [Fact]
    public void Line_TextThatIsFine_IsTheSameText()
    {
        var text = new string('x', 3);

        Assert.Same(text, VisibleText.Line(text));
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 6, "abcdef\u2026")]
    [InlineData("abcde\U0001F600", 6, "abcde\u2026")]
    [InlineData("abcd\u001Bxyz", 6, "abcd\u2026")]
    [InlineData("", 6, "")]
    public void Cut_LongText_SplitsNeitherAPairNorAnEscape(string text, int length, string shown) => Assert.Equal(shown, VisibleText.Cut(text, length));
}
