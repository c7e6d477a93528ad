using LiveKit.Sip.Common;

namespace LiveKit.Sip.Tests.Common;

/// <summary>Lower floors know public members by text alone; the text must be their name.</summary>
public sealed class PublicNamesTests
{
    [Fact]
    public void PublicNames_ComparedWithTheMembers_AreTheirNames()
    {
        Assert.Equal(nameof(LiveKitClient), PublicNames.Client);
        Assert.Equal($"{nameof(LiveKitOptions)}.{nameof(LiveKitOptions.ShowPhoneNumbers)}", PublicNames.ShowPhoneNumbers);
        Assert.Equal($"{nameof(LiveKitOptions)}.{nameof(LiveKitOptions.MaxResponseSize)}", PublicNames.MaxResponseSize);
        Assert.Equal($"{nameof(LiveKitOptions)}.{nameof(LiveKitOptions.TokenProvider)}", PublicNames.TokenProvider);
    }
}
