namespace LiveKit.Sip.Tests.Configuration;

/// <summary>Key, secret and token with something around them are refused at once, with the mend and unseen.</summary>
public sealed class NearlyRightTests
{
    private const string Secret = "S3CR3T-value";

    [Theory]
    [InlineData(Secret + " ", "has white space behind it: remove it")]
    [InlineData("\t" + Secret, "has white space before it: remove it")]
    [InlineData("\u00A0" + Secret + "\u00A0", "has white space around it: remove it")]
    [InlineData(Secret + "\n", "has a line end behind it: remove it")]
    [InlineData(Secret + "\r\n", "has a line end behind it: remove it")]
    [InlineData(" " + Secret + "\r", "has a line end around it: remove it")]
    [InlineData("\uFEFF" + Secret, "has invisible characters before it: remove them")]
    [InlineData(Secret + "\u200B", "has invisible characters behind it: remove them")]
    [InlineData("\"" + Secret + "\"", "stands in quotes: remove them")]
    [InlineData("'" + Secret + "'", "stands in quotes: remove them")]
    [InlineData("\u201C" + Secret + "\u201D", "stands in quotes: remove them")]
    public void Client_SomethingAroundASetting_IsRefusedWithTheMend(string value, string problem)
    {
        Assert.Equal($"LiveKitOptions: ApiKey {problem}.", MessageOf(options => (options.ApiKey, options.ApiSecret) = (value, Secret)));
        Assert.Equal($"LiveKitOptions: ApiSecret {problem}.", MessageOf(options => (options.ApiKey, options.ApiSecret) = ("key", value)));
        Assert.Equal($"LiveKitOptions: Token {problem}.", MessageOf(options => options.Token = value));
    }

    [Fact]
    public void Client_EverythingNearlyRight_NamesAllAtOnce()
        => Assert.Equal(
            "LiveKitOptions: Url has no scheme: put wss:// before it, or ws:// for a server without TLS; only one of ApiKey with ApiSecret, Token and TokenProvider may be set; "
            + "ApiKey has white space before it: remove it; ApiKey stands in quotes: remove them; ApiSecret has a line end behind it: remove it; "
            + "Token must be the JWT alone: remove Bearer before it.",
            MessageOf(options => (options.Url, options.ApiKey, options.ApiSecret, options.Token) = ("localhost:7880", " \"key\"", Secret + "\n", "Bearer " + Secret)));

    [Theory]
    [InlineData(Secret)]
    [InlineData("\"" + Secret)]
    [InlineData("in the middle")]
    [InlineData("\"")]
    public void Client_SecretOfAnyText_IsTaken(string secret)
    {
        using var client = new LiveKitClient(new LiveKitOptions { Url = "ws://host", ApiKey = "key", ApiSecret = secret });

        Assert.NotNull(client.Sip);
    }

    [Fact]
    public void Client_MadeOfArguments_NamesItsParameters()
    {
        var error = Assert.Throws<ArgumentException>(() => new LiveKitClient(Secret, "key\n", ""));

        Assert.Equal(
            "LiveKitOptions: url has no scheme: put wss:// before it, or ws:// for a server without TLS; apiSecret is missing; apiKey has a line end behind it: remove it.",
            error.Message);
    }

    private static string MessageOf(Action<LiveKitOptions> change)
    {
        var options = new LiveKitOptions { Url = "ws://host" };
        change(options);
        var error = Assert.Throws<ArgumentException>(() => new LiveKitClient(options));
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        return error.Message;
    }
}
