using LiveKit.Sip.Authentication;
using LiveKit.Sip.Configuration;

namespace LiveKit.Sip.Tests.Configuration;

public sealed class ConnectionSettingsTests
{
    private const string Secret = "S3CR3T-value";
    private static readonly Func<TokenRequest, CancellationToken, ValueTask<string>> Provider = static (_, _) => new ValueTask<string>("token");

    [Fact]
    public void From_EverythingWrong_NamesItAllAtOnce()
    {
        var options = new LiveKitOptions { Url = "ftp://host", ApiKey = "key", RequestTimeout = TimeSpan.Zero, MaxResponseSize = 1023, TimeProvider = null! };

        var error = Assert.Throws<ArgumentException>(() => OptionsChecks.SettingsOf(options));

        Assert.All(["Url must", "ApiSecret is missing", "RequestTimeout", "MaxResponseSize", "TimeProvider"], part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentNullException>(() => OptionsChecks.SettingsOf(null!));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void From_NothingSet_NamesTheOptions(string? nothing)
    {
        var error = Assert.Throws<ArgumentException>(() => OptionsChecks.SettingsOf(new LiveKitOptions { Url = nothing, ApiKey = nothing, ApiSecret = nothing, Token = nothing }));

        Assert.Equal("LiveKitOptions: Url is missing; credentials are missing: ApiKey and ApiSecret, or Token, or TokenProvider.", error.Message);
    }

    [Theory]
    [InlineData("key", null, "LiveKitOptions: ApiSecret is missing.")]
    [InlineData(null, Secret, "LiveKitOptions: ApiKey is missing.")]
    public void From_HalfOfKeyAndSecret_NamesTheOther(string? key, string? secret, string problem)
        => Assert.Contains(problem, ProblemsOf(options => (options.ApiKey, options.ApiSecret) = (key, secret)), StringComparison.Ordinal);

    [Theory]
    [InlineData(true, true, false)]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, true)]
    public void From_SeveralWaysToAuthenticate_AreRefused(bool key, bool token, bool provider)
        => Assert.Contains(
            "only one of ApiKey with ApiSecret, Token and TokenProvider",
            ProblemsOf(options =>
            {
                (options.ApiKey, options.ApiSecret) = key ? ("key", Secret) : (null, null);
                options.Token = token ? Secret : null;
                options.TokenProvider = provider ? Provider : null;
            }),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(Secret + " x")]
    [InlineData(Secret + "\n" + Secret)]
    [InlineData(Secret + "ü")]
    public void From_TokenThatIsNone_IsRefusedUnseen(string token)
        => Assert.Contains("Token must be a JWT", ProblemsOf(options => options.Token = token), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://user:" + Secret + "@host")]
    [InlineData("wss://host?access_token=" + Secret)]
    [InlineData("ftp://" + Secret)]
    public void Url_WithASecret_IsShownNowhere(string url)
    {
        Assert.NotEmpty(ProblemsOf(options => (options.Url, options.Token) = (url, "token")));
        Assert.Equal("LiveKitOptions { Url =  }", new LiveKitOptions { Url = url }.ToString());
    }

    [Fact]
    public void ToString_FullOptions_ShowsTheServerAlone()
    {
        var options = new LiveKitOptions { Url = "wss://host/x", ApiKey = "the-key", ApiSecret = Secret, Token = Secret };

        Assert.Equal("LiveKitOptions { Url = https://host/x/ }", options.ToString());
        Assert.Equal("LiveKitOptions { Url =  }", new LiveKitOptions().ToString());
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(864_000_000_000, true)]
    [InlineData(864_000_000_001, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    public void From_RequestTimeout_HasItsBounds(long ticks, bool isFine)
    {
        var options = Options();
        options.RequestTimeout = TimeSpan.FromTicks(ticks);

        Assert.Equal(isFine, Record.Exception(() => OptionsChecks.SettingsOf(options)) is null);
    }

    [Fact]
    public async Task From_FineOptions_AreCopied()
    {
        var clock = new Authentication.MovableClock();
        var options = new LiveKitOptions
        {
            Url = "wss://x.livekit.cloud/p",
            Token = "first",
            RequestTimeout = TimeSpan.FromSeconds(3),
            MaxResponseSize = 1024,
            ShowPhoneNumbers = true,
            TimeProvider = clock,
        };
        var settings = OptionsChecks.SettingsOf(options);
        (options.Url, options.Token, options.RequestTimeout, options.MaxResponseSize, options.ShowPhoneNumbers) = ("ws://other", "second", TimeSpan.FromSeconds(4), 2048, false);

        Assert.Equal(("https://x.livekit.cloud/p/", true), (settings.BaseAddress.AbsoluteUri, settings.IsCloud));
        Assert.Equal((TimeSpan.FromSeconds(3), 1024, true), (settings.RequestTimeout, settings.MaxResponseSize, settings.ShowPhoneNumbers));
        Assert.Same(clock, settings.Time);
        Assert.Equal("Bearer first", await settings.Credentials.AuthorizeAsync(new TokenScope(Grants.SipCall), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void From_EachWayToAuthenticate_GivesItsCredentials()
    {
        Assert.IsType<SignedTokens>(OptionsChecks.SettingsOf(Options()).Credentials);
        Assert.IsType<ReadyToken>(OptionsChecks.SettingsOf(new LiveKitOptions { Url = "ws://host", Token = "a.b.c" }).Credentials);
        Assert.IsType<ProvidedToken>(OptionsChecks.SettingsOf(new LiveKitOptions { Url = "ws://host", TokenProvider = Provider }).Credentials);
    }

    private static LiveKitOptions Options() => new() { Url = "ws://host", ApiKey = "key", ApiSecret = Secret };

    private static string ProblemsOf(Action<LiveKitOptions> change)
    {
        var options = new LiveKitOptions { Url = "ws://host" };
        change(options);
        var text = Assert.Throws<ArgumentException>(() => OptionsChecks.SettingsOf(options)).ToString();
        Assert.DoesNotContain(Secret, text, StringComparison.OrdinalIgnoreCase);
        return text;
    }
}
