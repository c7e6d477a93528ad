using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The README's snippets for services.</summary>
internal static class Hosting
{
    public static void Section(IServiceCollection services)
    {
        services.AddLiveKitSip();                 // section LiveKit: LiveKit:Url, LiveKit:ApiKey, LiveKit:ApiSecret
        services.AddKeyedLiveKitSip("europe");    // section LiveKit:europe, [FromKeyedServices("europe")]
    }

    public static void Code(IServiceCollection services, string secret)
    {
        services.AddLiveKitSip(options =>
        {
            options.Url = "wss://my-project.livekit.cloud";
            options.ApiKey = "devkey";
            options.ApiSecret = secret;
        });
    }

    public sealed class ReminderCalls(SipClient sip)
    {
        public Task<DialResult> CallAsync(DialRequest request, CancellationToken stopping) => sip.TryDialAsync(request, cancellationToken: stopping);
    }
}
