using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>A wrong setting is named by the key that it was read from, and by the option once code has set it.</summary>
public sealed class SettingNameTests
{
    private const string Secret = "S3CR3T";

    [Fact]
    public void DefaultSection_WrongSettings_AreNamedByTheirKeys()
        => Assert.Equal(
            [
                "LiveKitOptions: LiveKit:Url ends in /rtc, a path of LiveKit's own that is added to it: remove that path.",
                "LiveKitOptions: LiveKit:ApiKey is missing.",
                "LiveKitOptions: LiveKit:ApiSecret stands in quotes: remove them.",
                "LiveKitOptions: LiveKit:MaxPollsPerSecond must be between 1 and 10000; it is 0.",
            ],
            FailuresOf(
                services => services.AddLiveKitSip(),
                ("LiveKit:Url", "wss://host/rtc"),
                ("LiveKit:ApiSecret", $"\"{Secret}\""),
                ("LiveKit:MaxPollsPerSecond", "0")));

    [Fact]
    public void KeyedSection_WrongSettings_AreNamedByTheirKeys()
        => Assert.Equal(
            ["LiveKitOptions \"europe\": LiveKit:europe:Url is missing.", "LiveKitOptions \"europe\": LiveKit:europe:ApiSecret has a line end behind it: remove it."],
            FailuresOf(services => services.AddKeyedLiveKitSip("europe"), "europe", ("LiveKit:europe:ApiKey", "key"), ("LiveKit:europe:ApiSecret", $"{Secret}\n")));

    [Fact]
    public void PassedSection_WrongSettings_AreNamedByItsPathAndAsTheyAreWritten()
    {
        var configuration = Configuration(("Telephony:LK:URL", "host"), ("Telephony:LK:token", $"{Secret} "));

        Assert.Equal(
            ["LiveKitOptions: Telephony:LK:URL has no scheme: put wss:// before it, or ws:// for a server without TLS.", "LiveKitOptions: Telephony:LK:token has white space behind it: remove it."],
            FailuresOf(services => services.AddLiveKitSip(configuration.GetSection("Telephony:LK"))));
    }

    [Fact]
    public void Root_NothingInIt_NamesEveryKey()
        => Assert.Equal(
            ["LiveKitOptions: Url is missing.", "LiveKitOptions: credentials are missing: ApiKey and ApiSecret, or Token, or TokenProvider."],
            FailuresOf(services => services.AddLiveKitSip(Configuration())));

    [Fact]
    public void Section_WhatCodeSetsLater_IsNamedByTheOption()
        => Assert.Equal(
            ["LiveKitOptions: LiveKit:Url is missing.", "LiveKitOptions: ApiSecret has white space behind it: remove it.", "LiveKitOptions: RequestTimeout must be more than zero and at most 24 hours; it is 00:00:00."],
            FailuresOf(
                services =>
                {
                    services.AddLiveKitSip();
                    services.PostConfigure<LiveKitOptions>(static options => (options.ApiSecret, options.RequestTimeout) = ($"{Secret} ", TimeSpan.Zero));
                },
                ("LiveKit:ApiKey", "key"),
                ("LiveKit:ApiSecret", Secret)));

    [Fact]
    public void FineSection_StartsAClient()
    {
        var services = new ServiceCollection();
        services.AddSingleton(Configuration(("LiveKit:Url", " wss://host "), ("LiveKit:ApiKey", "key"), ("LiveKit:ApiSecret", Secret)));
        services.AddLiveKitSip();
        using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<LiveKitClient>().Sip);
    }

    private static List<string> FailuresOf(Action<IServiceCollection> register, params (string Key, string Value)[] settings)
        => FailuresOf(register, Options.DefaultName, settings);

    private static List<string> FailuresOf(Action<IServiceCollection> register, string name, params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(Configuration(settings));
        register(services);
        using var provider = services.BuildServiceProvider();
        var error = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptionsMonitor<LiveKitOptions>>().Get(name));
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        return [.. error.Failures];
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] settings)
        => new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => (string?)setting.Value, StringComparer.Ordinal)).Build();
}
