using LiveKit.Sip.Configuration;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip.Tests.Configuration;

public sealed class ServerUrlTests
{
    [Theory]
    [InlineData("wss://my.livekit.cloud", "https://my.livekit.cloud/")]
    [InlineData("https://my.livekit.cloud", "https://my.livekit.cloud/")]
    [InlineData("https://my.livekit.cloud/", "https://my.livekit.cloud/")]
    [InlineData("WSS://My.LiveKit.Cloud", "https://my.livekit.cloud/")]
    [InlineData("ws://localhost:7880", "http://localhost:7880/")]
    [InlineData("http://localhost:7880/", "http://localhost:7880/")]
    [InlineData("ws://localhost", "http://localhost/")]
    [InlineData("wss://host:443", "https://host/")]
    [InlineData("ws://host:443", "http://host:443/")]
    [InlineData("wss://host:80", "https://host:80/")]
    [InlineData("https://host/livekit", "https://host/livekit/")]
    [InlineData("https://host/livekit/", "https://host/livekit/")]
    [InlineData("wss://host:8443/a/b%20c", "https://host:8443/a/b%20c/")]
    [InlineData("ws://127.0.0.1:7880", "http://127.0.0.1:7880/")]
    [InlineData("ws://[::1]:7880", "http://[::1]:7880/")]
    [InlineData("https://[2001:db8::1]/x", "https://[2001:db8::1]/x/")]
    [InlineData(" wss://host\r\n", "https://host/")]
    [InlineData("\uFEFFwss://host\u00A0", "https://host/")]
    [InlineData("https://host/artc", "https://host/artc/")]
    [InlineData("https://host/rtc/livekit", "https://host/rtc/livekit/")]
    [InlineData("https://host/twirps", "https://host/twirps/")]
    [InlineData("https://sip.example.com", "https://sip.example.com/")]
    [InlineData("https://mysip.livekit.cloud", "https://mysip.livekit.cloud/")]
    public void TryParse_LiveKitUrl_GivesItsHttpAddress(string text, string address)
    {
        var parsed = ServerUrl.TryParse(text, out var problem);

        Assert.Equal((address, null), (parsed?.AbsoluteUri, problem));
        Assert.Equal(address + SipMethods.CreateSIPParticipant.Path, new Uri(parsed!, SipMethods.CreateSIPParticipant.Path).AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/relative")]
    [InlineData("ftp://host")]
    [InlineData("wss:host")]
    [InlineData("https:/host")]
    [InlineData("mailto:someone@host")]
    [InlineData("file:///etc/passwd")]
    [InlineData("wss://")]
    [InlineData("https:///path")]
    [InlineData("https://host:99999")]
    [InlineData("https://ho st")]
    public void TryParse_NoServerUrl_SaysWhatItShouldBe(string text)
    {
        Assert.Null(ServerUrl.TryParse(text, out var problem));
        Assert.Equal("must be an absolute URL that begins with wss://, https://, ws:// or http://", problem);
    }

    [Theory]
    [InlineData("my-project.livekit.cloud")]
    [InlineData("my-project.livekit.cloud:443")]
    [InlineData("//my-project.livekit.cloud")]
    [InlineData("localhost:7880")]
    [InlineData("127.0.0.1:7880")]
    [InlineData("[::1]:7880")]
    [InlineData("host/prefix")]
    public void TryParse_NoScheme_SaysWhichToPutBeforeIt(string text)
    {
        Assert.Null(ServerUrl.TryParse(text, out var problem));
        Assert.Equal("has no scheme: put wss:// before it, or ws:// for a server without TLS", problem);
    }

    [Theory]
    [InlineData("sip:5u8a1f.sip.livekit.cloud")]
    [InlineData("SIPS:5u8a1f.sip.livekit.cloud;transport=tls")]
    [InlineData("sip:host")]
    [InlineData("sip://host:5060")]
    [InlineData("5u8a1f.sip.livekit.cloud")]
    [InlineData("5u8a1f.eu.sip.livekit.cloud:5061")]
    [InlineData("wss://5u8a1f.SIP.livekit.cloud")]
    [InlineData("https://sip.livekit.cloud/")]
    public void TryParse_AddressForSip_SaysThatAnotherIsNeeded(string text)
    {
        Assert.Null(ServerUrl.TryParse(text, out var problem));
        Assert.StartsWith("is an address for SIP and not that of LiveKit's API: use the server's URL, such as wss://", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wss://host/rtc", "/rtc")]
    [InlineData("wss://host/rtc/", "/rtc")]
    [InlineData("wss://host/prefix/rtc/v1", "/rtc/v1")]
    [InlineData("https://host/rtc/validate", "/rtc/validate")]
    [InlineData("https://host/twirp", "/twirp")]
    [InlineData("https://host/prefix/Twirp/", "/twirp")]
    [InlineData("https://host/twirp/livekit.SIP/CreateSIPParticipant", "/twirp")]
    [InlineData("wss://host/agent", "/agent")]
    [InlineData("https://host/settings/regions", "/settings/regions")]
    public void TryParse_PathOfLiveKitsOwn_SaysWhichToRemove(string text, string path)
    {
        Assert.Null(ServerUrl.TryParse(text, out var problem));
        Assert.Equal($"ends in {path}, a path of LiveKit's own that is added to it: remove that path", problem);
    }

    [Theory]
    [InlineData("\"wss://host\"", "stands in quotes: remove them")]
    [InlineData(" 'wss://host'\n", "stands in quotes: remove them")]
    [InlineData("wss://host\"", "stands in quotes: remove them")]
    [InlineData("\u201Cwss://host\u201D", "stands in quotes: remove them")]
    [InlineData("\"host:7880\"", "stands in quotes: remove them; it has no scheme: put wss:// before it, or ws:// for a server without TLS")]
    [InlineData("'wss://host/rtc?access_token=secret'", "stands in quotes: remove them; it must have no user name, query or fragment; it ends in /rtc, a path of LiveKit's own that is added to it: remove that path")]
    [InlineData("\"", "stands in quotes: remove them; it must be an absolute URL that begins with wss://, https://, ws:// or http://")]
    public void TryParse_Quotes_AreToldWithAllElse(string text, string expected)
    {
        Assert.Null(ServerUrl.TryParse(text, out var problem));
        Assert.Equal(expected, problem);
    }

    [Theory]
    [InlineData("https://user:secret@host")]
    [InlineData("https://user@host")]
    [InlineData("wss://host?access_token=secret")]
    [InlineData("wss://host/#secret")]
    public void TryParse_UserQueryOrFragment_IsRefusedWithoutRepeatingIt(string text)
    {
        Assert.Null(ServerUrl.TryParse(text, out var problem));
        Assert.Equal("must have no user name, query or fragment", problem);
    }

    [Theory]
    [InlineData("https://a.livekit.cloud/", true)]
    [InlineData("https://a.b.LIVEKIT.CLOUD/", true)]
    [InlineData("https://livekit.cloud.example.com/", false)]
    [InlineData("https://notlivekit.cloud/", false)]
    [InlineData("https://host/a.livekit.cloud", false)]
    public void IsCloud_Host_IsUnderLiveKitCloud(string url, bool isCloud) => Assert.Equal(isCloud, ServerUrl.IsCloud(new Uri(url)));
}
