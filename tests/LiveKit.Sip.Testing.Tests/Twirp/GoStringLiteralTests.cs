using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Tests;

public sealed class GoStringLiteralTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("it's")]
    [InlineData("tab\tand\rreturn")]
    [InlineData("\\a\\b\\f\\n\\r\\t\\v\\\\\\\"")]
    [InlineData("\\x41\\u00fc\\U0001F600\\101\\377")]
    [InlineData("😀")]
    public void IsQuotable_GoStringLiteral_IsTrue(string text) => Assert.True(GoStringLiteral.IsQuotable(text));

    [Theory]
    [InlineData("\"")]
    [InlineData("\n")]
    [InlineData("end\\")]
    [InlineData("\\'")]
    [InlineData("\\q")]
    [InlineData("\\x4")]
    [InlineData("\\x4g")]
    [InlineData("\\u12")]
    [InlineData("\\ud800")]
    [InlineData("\\U00110000")]
    [InlineData("\\400")]
    [InlineData("\\18")]
    [InlineData("\\\\\"")]
    public void IsQuotable_NoGoStringLiteral_IsFalse(string text) => Assert.False(GoStringLiteral.IsQuotable(text));
}
