using LiveKit.Sip.Requests;

namespace LiveKit.Sip.Tests.Requests;

public sealed class TransferTargetTests
{
    // LiveKit's own check may know the schemes in lower case only.
    [Theory]
    [InlineData("SIP:Alice@Example.com", "sip:Alice@Example.com")]
    [InlineData("Sips:alice@example.com;transport=TLS", "sips:alice@example.com;transport=TLS")]
    [InlineData("<SIP:Alice@Example.com>", "<sip:Alice@Example.com>")]
    [InlineData("TEL:+15005550001", "tel:+15005550001")]
    [InlineData("+15005550001", "tel:+15005550001")]
    [InlineData("sip:alice@example.com", "sip:alice@example.com")]
    [InlineData("Alice", "Alice")]
    [InlineData("<", "<")]
    [InlineData("HTTP://example.com", "HTTP://example.com")]
    public void Of_Target_IsWrittenAsLiveKitWantsIt(string target, string expected) => Assert.Equal(expected, TransferTarget.Of(target));
}
