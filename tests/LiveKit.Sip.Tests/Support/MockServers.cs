using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Support;

/// <summary>What tests ask of a <see cref="MockLiveKitServer"/>.</summary>
internal static class MockServers
{
    /// <summary>The options of a client that the server knows.</summary>
    /// <param name="server">The server.</param>
    /// <param name="clock">The client's clock.</param>
    /// <param name="url">Where the client sends its requests; null for the server itself.</param>
    public static LiveKitOptions OptionsFor(this MockLiveKitServer server, TimeProvider clock, Uri? url = null)
        => new() { Url = (url ?? server.Url).ToString(), ApiKey = server.ApiKey, ApiSecret = server.ApiSecret, TimeProvider = clock };
}
