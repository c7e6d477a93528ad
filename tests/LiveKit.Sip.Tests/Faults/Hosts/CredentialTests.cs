using System.Net;
using LiveKit.Sip.Tests.Integration;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Tests.Faults.Hosts;

/// <summary>A handler with credentials answers a challenge by sending the request again. A dial is not sent again, and the error says what to do.</summary>
public class CredentialTests
{
    private static readonly Uri Anywhere = new("http://livekit.invalid");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, bool> Handlers
    {
        get
        {
            var rows = new TheoryData<string, bool>();
            foreach (var handler in new[] { "SocketsHttpHandler", "HttpClientHandler", "PreAuthenticate", "wrapped" })
            {
                rows.Add(handler, true);
                rows.Add(handler, false);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Dial_ChallengedWith401_IsSentOnceAndSaysWhatToDo(string handler, bool isOwnClient)
    {
        var bodies = 0;
        await using var server = await RawServer.StartAsync(context =>
        {
            bodies += context.Request.Body.Length > 0 ? 1 : 0;
            context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"livekit\"";
            return Task.CompletedTask;
        });
        using var primary = WithCredentials(handler);
        await using var owner = Client(new Uri(server.Url), primary, isOwnClient, out var livekit);

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), new DialOptions { ReconcileUnknown = false }, Token);

        Assert.Equal(1, bodies);
        Assert.NotEqual(CallOutcome.Answered, result.Outcome);
        Assert.Equal(401, Assert.IsType<TwirpException>(result.Error!.InnerException).HttpStatus);
        Assert.Contains("take Credentials, UseDefaultCredentials and PreAuthenticate off", result.Error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dial_ChallengedWith407ByAProxyWithoutTls_IsSentOnceAndSaysWhatToDo(bool isOwnClient)
    {
        var bodies = 0;
        await using var proxy = await RawServer.StartAsync(context =>
        {
            bodies += context.Request.Body.Length > 0 ? 1 : 0;
            context.Response.StatusCode = (int)HttpStatusCode.ProxyAuthenticationRequired;
            context.Response.Headers.ProxyAuthenticate = "Basic realm=\"proxy\"";
            return Task.CompletedTask;
        });
        using var primary = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = true,
            Proxy = new WebProxy(proxy.Url) { Credentials = new NetworkCredential("user", "password") },
        };
        await using var owner = Client(Anywhere, primary, isOwnClient, out var livekit);

        var result = await livekit.Sip.TryDialAsync(TestBed.Request(), new DialOptions { ReconcileUnknown = false }, Token);

        Assert.Equal(1, bodies);
        Assert.Equal(407, Assert.IsType<TwirpException>(result.Error!.InnerException).HttpStatus);
        Assert.Contains("a proxy asked for credentials", result.Error.Message, StringComparison.Ordinal);
        Assert.Contains("https", result.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dial_WithCredentialsThatNobodyAsksFor_IsAnswered()
    {
        await using var bed = await TestBed.StartAsync();
        using var primary = WithCredentials("SocketsHttpHandler");
        await using var owner = Client(bed.Server.Url, primary, isOwnClient: false, out var livekit);

        Assert.Equal(CallOutcome.Answered, (await livekit.Sip.TryDialAsync(TestBed.Request(), null, Token)).Outcome);
        Assert.Single(bed.Server.Dials);
    }

    private static HttpMessageHandler WithCredentials(string handler)
    {
        var credentials = new NetworkCredential("user", "password");
        return handler switch
        {
            "SocketsHttpHandler" => new SocketsHttpHandler { AllowAutoRedirect = false, Credentials = credentials },
            "HttpClientHandler" => new HttpClientHandler { AllowAutoRedirect = false, Credentials = credentials },
            "PreAuthenticate" => new SocketsHttpHandler { AllowAutoRedirect = false, Credentials = credentials, PreAuthenticate = true },
            _ => new DependencyInjection.PassingHandler { InnerHandler = new SocketsHttpHandler { Credentials = credentials } },
        };
    }

    private static IAsyncDisposable Client(Uri url, HttpMessageHandler handler, bool isOwnClient, out LiveKitClient livekit)
    {
        if (isOwnClient)
        {
            livekit = new LiveKitClient(
                new LiveKitOptions { Url = url.ToString(), ApiKey = "devkey", ApiSecret = "secret" },
                new HttpClient(handler, disposeHandler: false));
            return livekit;
        }

        var services = new ServiceCollection();
        services.AddLiveKitSip(options => (options.Url, options.ApiKey, options.ApiSecret) = (url.ToString(), "devkey", "secret"))
            .ConfigurePrimaryHttpMessageHandler(() => handler);
        var provider = services.BuildServiceProvider();
        livekit = provider.GetRequiredService<LiveKitClient>();
        return provider;
    }
}
