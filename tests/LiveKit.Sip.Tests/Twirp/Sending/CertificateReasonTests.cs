using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using LiveKit.Sip.Tests.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Tests.Twirp.Sending;

/// <summary>A certificate that is refused is named, with everything that is wrong with it.</summary>
public sealed class CertificateReasonTests
{
    private static readonly DateTimeOffset Soon = TimeProvider.System.GetUtcNow().AddDays(30);
    private static readonly DateTimeOffset Yesterday = TimeProvider.System.GetUtcNow().AddDays(-1);

    private readonly ManualTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Own_SelfSigned_IsToldAsThat()
        => RefusesAsync(Certificates.SelfSigned("localhost", Soon), "the certificate CN=localhost was refused: it is signed by itself, which this machine does not trust");

    [Fact]
    public Task Own_IssuedByAStranger_NamesTheIssuer()
        => RefusesAsync(Certificates.Issued("localhost", "Somebody's Root", Soon), "the certificate CN=localhost was refused: this machine does not trust its issuer CN=Somebody's Root");

    [Fact]
    public Task Own_Expired_SaysWhen()
        => RefusesAsync(
            Certificates.SelfSigned("localhost", Yesterday),
            string.Create(CultureInfo.InvariantCulture, $"the certificate CN=localhost was refused: it expired on {Yesterday.UtcDateTime:d MMMM yyyy} at {Yesterday.UtcDateTime:HH:mm} UTC, it is signed by itself"));

    [Fact]
    public Task Own_NotValidYet_SaysFromWhenOn()
        => RefusesAsync(
            Certificates.SelfSigned("localhost", Soon.AddYears(2)),
            string.Create(CultureInfo.InvariantCulture, $"the certificate CN=localhost was refused: it is not valid before {Soon.AddYears(1).UtcDateTime:d MMMM yyyy} at "));

    [Fact]
    public Task Own_ForAnotherName_SaysForWhich()
        => RefusesAsync(
            Certificates.SelfSigned("pbx.example.com", Soon),
            "the certificate CN=pbx.example.com was refused: it is for pbx.example.com and not for localhost, it is signed by itself");

    [Fact]
    public Task Own_SubjectWithControlCharacters_IsShownOnOneLine()
        => RefusesAsync(Certificates.SelfSigned("localhost", Soon, "CN=\"a\u001b[31m\"" + ",O=b"), "the certificate CN=a?[31m, O=b was refused: ");

    [Fact]
    public async Task HttpClientOfTheCaller_AllWrong_SaysWhatDotNetTells()
    {
        using var http = new HttpClient();
        await RefusesAsync(
            Certificates.SelfSigned("pbx.example.com", Yesterday),
            options => new LiveKitClient(options, http),
            "the server's certificate was refused: it is not for localhost");
        await RefusesAsync(
            Certificates.SelfSigned("localhost", Yesterday),
            options => new LiveKitClient(options, http),
            "the server's certificate was refused: it has expired or is not valid yet, this machine does not trust its issuer");
    }

    [Fact]
    public async Task HostWithItsOwnCheck_Refusing_SaysThatTheCertificateWasRefused()
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => false;
        using var http = new HttpClient(handler);

        await RefusesAsync(Certificates.SelfSigned("localhost", Soon), options => new LiveKitClient(options, http), "the server's certificate was refused; ");
    }

    [Fact]
    public async Task AddLiveKitSip_SelfSigned_NamesTheCertificateToo()
    {
        ServiceProvider? provider = null;
        try
        {
            await RefusesAsync(
                Certificates.SelfSigned("localhost", Soon),
                options =>
                {
                    provider = new ServiceCollection()
                        .AddLiveKitSip(own => (own.Url, own.ApiKey, own.ApiSecret, own.TimeProvider) = (options.Url, options.ApiKey, options.ApiSecret, options.TimeProvider)).Services
                        .BuildServiceProvider();
                    return provider.GetRequiredService<LiveKitClient>();
                },
                "the certificate CN=localhost was refused: it is signed by itself, which this machine does not trust; nothing was sent.");
        }
        finally
        {
            await provider!.DisposeAsync();
        }
    }

    private Task RefusesAsync(X509Certificate2 certificate, string reason) => RefusesAsync(certificate, static options => new LiveKitClient(options), reason);

    private async Task RefusesAsync(X509Certificate2 certificate, Func<LiveKitOptions, LiveKitClient> connect, string reason)
    {
        await using var server = ByteServer.WithTls(certificate);
        _clock.Follow(new Uri($"https://localhost:{server.Port}"), static () => 0);
        await using var livekit = connect(new LiveKitOptions { Url = $"wss://localhost:{server.Port}", ApiKey = "key", ApiSecret = "secret", TimeProvider = _clock });

        var listing = livekit.Sip.ListSipOutboundTrunkAsync(null, Token).ToListAsync(Token).AsTask();
        await _clock.PassPausesAsync(listing, TimeSpan.FromSeconds(2.5), Token);
        var error = await Assert.ThrowsAsync<LiveKitTransportException>(() => listing);

        Assert.StartsWith($"ListSIPOutboundTrunk at localhost:{server.Port}: {reason}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; nothing was sent.", error.Message, StringComparison.Ordinal);
        Assert.Equal((TransportFailure.TlsFailed, false), (error.Failure, error.RequestSent));
    }
}
