using System.Net;
using LiveKit.Sip.DependencyInjection;
using LiveKit.Sip.Tests.Faults.Hosts;
using LiveKit.Sip.Tests.Twirp.Sending;
using LiveKit.Sip.Twirp.Sending;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Tests.DependencyInjection;

/// <summary>Which primary handlers are known to send once, and what opens the way to those that do not send at all.</summary>
public class PrimaryHandlerTests
{
    private static readonly NetworkCredential User = new("user", "password");

    [Fact]
    public void GuaranteeOf_PlainHandlers_IsAlways()
    {
        AssertGuarantee(SendGuarantee.Always, new SocketsHttpHandler { AllowAutoRedirect = false });
        AssertGuarantee(SendGuarantee.Always, new HttpClientHandler { AllowAutoRedirect = false });
        AssertGuarantee(SendGuarantee.Always, new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = new WebProxy("http://proxy.invalid") });
    }

    [Fact]
    public void GuaranteeOf_HandlersWithCredentials_IsNone()
    {
        AssertGuarantee(SendGuarantee.None, new SocketsHttpHandler { AllowAutoRedirect = false, Credentials = User });
        AssertGuarantee(SendGuarantee.None, new HttpClientHandler { AllowAutoRedirect = false, Credentials = User });
        AssertGuarantee(SendGuarantee.None, new HttpClientHandler { AllowAutoRedirect = false, UseDefaultCredentials = true });
    }

    [Fact]
    public void GuaranteeOf_HandlersWithCredentialsForAProxy_HoldsOverTlsOnly()
    {
        var proxy = new WebProxy("http://proxy.invalid") { Credentials = User };
        AssertGuarantee(SendGuarantee.OverTls, new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = proxy });
        AssertGuarantee(SendGuarantee.OverTls, new HttpClientHandler { AllowAutoRedirect = false, Proxy = proxy });
        AssertGuarantee(SendGuarantee.OverTls, new SocketsHttpHandler { AllowAutoRedirect = false, DefaultProxyCredentials = User });
        AssertGuarantee(SendGuarantee.Always, new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = proxy, UseProxy = false });
    }

    [Fact]
    public void GuaranteeOf_HandlersThatRedirectOrAreUnknown_IsNone()
    {
        AssertGuarantee(SendGuarantee.None, new SocketsHttpHandler { AllowAutoRedirect = true });
        AssertGuarantee(SendGuarantee.None, new PassingHandler());
    }

    [Theory]
    [InlineData(true, CallOutcome.Answered, 1)]
    [InlineData(false, CallOutcome.InvalidRequest, 0)]
    public async Task Dial_BelowWhichAPrimaryHandlerReadsRequests_NeedsTheOption(bool isAllowed, CallOutcome outcome, int bodies)
    {
        await using var bed = await HostBed.StartAsync(
            (services, _) => services.PostConfigure<LiveKitOptions>(options => options.AllowBufferedDials = isAllowed),
            static client => client.ConfigurePrimaryHttpMessageHandler(static () => new LambdaHandler(
                static async (request, send, cancellationToken) =>
                {
                    if (request.Content is { } content)
                    {
                        var type = content.Headers.ContentType;
                        request.Content = new ByteArrayContent(await CopyingHandler.Ways["a pipe"](content, cancellationToken)) { Headers = { ContentType = type } };
                    }

                    return await send(request, cancellationToken);
                },
                new SocketsHttpHandler())));

        var result = await bed.DialAsync();

        Assert.Equal(outcome, result.Outcome);
        Assert.Equal(bodies, bed.CompleteDials);
    }

    private static void AssertGuarantee(SendGuarantee expected, HttpMessageHandler handler)
    {
        Assert.Equal(expected, PrimaryHandlers.GuaranteeOf(handler));
        handler.Dispose();
    }
}
