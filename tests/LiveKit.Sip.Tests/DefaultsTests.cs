using LiveKit.Sip.Authentication;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests;

/// <summary>Callers build on these: a change must be meant, and stand in the changelog.</summary>
public sealed class DefaultsTests
{
    [Fact]
    public void Clocks_OfACall_AreTheDocumentedOnes()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), CallClocks.DefaultRinging);
        Assert.Equal(TimeSpan.FromHours(24), CallClocks.LongestRinging);
        Assert.Equal(TimeSpan.FromSeconds(80), CallClocks.LongestRingingOnCloud);
        Assert.Equal(TimeSpan.FromSeconds(5), CallClocks.ServerMargin);
        Assert.Equal(TimeSpan.FromSeconds(8), CallClocks.ClientMargin);
        Assert.Equal(TimeSpan.FromMinutes(3), CallClocks.CarrierTimeout);
    }

    [Fact]
    public void LiveKitOptions_New_HaveTheDocumentedDefaults()
    {
        var options = new LiveKitOptions();

        Assert.Equal(TimeSpan.FromSeconds(10), options.RequestTimeout);
        Assert.Equal(16 * 1024 * 1024, options.MaxResponseSize);
        Assert.False(options.ShowPhoneNumbers);
        Assert.Same(TimeProvider.System, options.TimeProvider);
        Assert.Equal((null, null, null, null), (options.Url, options.ApiKey, options.ApiSecret, options.Token));
        Assert.Null(options.TokenProvider);
    }

    [Fact]
    public void Tokens_OfTheClients_LiveAsDocumented()
    {
        Assert.Equal(TimeSpan.FromMinutes(15), TokenDefaults.TimeToLive);
        Assert.Equal(TimeSpan.FromMinutes(15), new AccessToken("key", "secret").TimeToLive);
        Assert.Equal(TimeSpan.FromSeconds(60), TokenDefaults.ServerSkew);
        Assert.Equal(TimeSpan.FromMinutes(4), TokenDefaults.Reuse);
        Assert.Equal(1024, SignedTokens.Capacity);
    }

    [Fact]
    public void DialOptions_New_HaveTheDocumentedDefaults()
    {
        var options = new DialOptions();

        Assert.Equal(CancelBehavior.HangUp, options.CancelBehavior);
        Assert.Null(options.Progress);
        Assert.True(options.StampDialId);
        Assert.True(new DialRequest().WaitUntilAnswered);
    }

    [Fact]
    public void TwirpError_KeptBody_IsAKibibyte() => Assert.Equal(1024, TwirpError.KeptBodyBytes);
}
