namespace LiveKit.Sip.Tests.Configuration;

/// <summary>The environment belongs to the whole process: nothing runs beside these tests, and it is left as it was.</summary>
[CollectionDefinition(DisableParallelization = true)]
[Collection<EnvironmentTests>]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] Names = ["LIVEKIT_URL", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "LIVEKIT_TOKEN"];

    private readonly Dictionary<string, string?> _before = Names.ToDictionary(name => name, Environment.GetEnvironmentVariable, StringComparer.Ordinal);

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Theory]
    [InlineData("wss://h", "k", "s", null, "wss://h", "k", "s", null)]
    [InlineData("wss://h", null, null, "t", "wss://h", null, null, "t")]
    [InlineData("wss://h", "k", "s", "t", "wss://h", "k", "s", null)]
    [InlineData("wss://h", "k", null, "t", "wss://h", "k", null, null)]
    [InlineData("wss://h", null, "s", "t", "wss://h", null, "s", null)]
    [InlineData("wss://h", "", "", "t", "wss://h", null, null, "t")]
    [InlineData(null, null, null, null, null, null, null, null)]
    [InlineData("", "", "", "", null, null, null, null)]
    public void FromEnvironment_Variables_PreferKeyAndSecretToAToken(
        string? url, string? key, string? secret, string? token, string? expectedUrl, string? expectedKey, string? expectedSecret, string? expectedToken)
    {
        Set(url, key, secret, token);

        var options = LiveKitOptions.FromEnvironment();

        Assert.Equal((expectedUrl, expectedKey, expectedSecret, expectedToken), (options.Url, options.ApiKey, options.ApiSecret, options.Token));
    }

    [Fact]
    public void FromEnvironment_NothingSet_NamesWhatIsMissing()
    {
        Set(null, null, null, null);

        var error = Assert.Throws<ArgumentException>(LiveKitClient.FromEnvironment);

        Assert.All(Names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void FromEnvironment_ValuesThatAreNearlyRight_AreNamedByTheirVariables()
    {
        Set("my-project.livekit.cloud", "\"key\"", "S3CR3T\n", null);

        var error = Assert.Throws<ArgumentException>(LiveKitClient.FromEnvironment);

        Assert.Equal(
            "LiveKitOptions: LIVEKIT_URL has no scheme: put wss:// before it, or ws:// for a server without TLS; "
            + "LIVEKIT_API_KEY stands in quotes: remove them; LIVEKIT_API_SECRET has a line end behind it: remove it.",
            error.Message);
    }

    [Fact]
    public void FromEnvironment_ValueSetLater_IsNamedByTheOption()
    {
        Set("wss://h", "k", "s", "\"t");
        var options = LiveKitOptions.FromEnvironment();
        (options.ApiKey, options.ApiSecret, options.Token) = ("k ", null, null);

        var error = Assert.Throws<ArgumentException>(() => new LiveKitClient(options));

        Assert.Equal("LiveKitOptions: ApiSecret is missing; ApiKey has white space behind it: remove it.", error.Message);
    }

    [Fact]
    public void FromEnvironment_TokenInQuotes_IsNamedByItsVariable()
    {
        Set("wss://h", null, null, "'Bearer S3CR3T'");

        var error = Assert.Throws<ArgumentException>(LiveKitClient.FromEnvironment);

        Assert.Equal("LiveKitOptions: LIVEKIT_TOKEN stands in quotes: remove them; LIVEKIT_TOKEN must be the JWT alone: remove Bearer before it.", error.Message);
    }

    private static void Set(params string?[] values)
    {
        foreach (var (name, value) in Names.Zip(values))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
