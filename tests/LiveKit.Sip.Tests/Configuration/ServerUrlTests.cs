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
    public void TryParse_LiveKitUrl_GivesItsHttpAddress(string text, string address)
    {
        var parsed = ServerUrl.TryParse(text, out var problem);

        Assert.Equal((address, null), (parsed?.AbsoluteUri, problem));
        Assert.Equal(address + SipMethods.CreateSIPParticipant.Path, new Uri(parsed!, SipMethods.CreateSIPParticipant.Path).AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("my.livekit.cloud")]
    [InlineData("my.livekit.cloud:443")]
    [InlineData("localhost:7880")]
    [InlineData("/relative")]
    [InlineData("//my.livekit.cloud")]
    [InlineData("ftp://host")]
    [InlineData("sip:host")]
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
