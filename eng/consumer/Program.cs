using LiveKit.Sip;
using LiveKit.Sip.Testing;
using Microsoft.Extensions.DependencyInjection;

await using var server = await MockLiveKitServer.StartAsync();
await using var livekit = new LiveKitClient(server.Url.ToString(), server.ApiKey, server.ApiSecret);

var request = new DialRequest
{
    To = "+15005550001",
    RoomName = "consumer",
    Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100" },
};
var call = await livekit.Sip.DialAsync(request);
await call.HangUpAsync();

request.To = "+15005550486";
var busy = await livekit.Sip.TryDialAsync(request);

var services = new ServiceCollection();
services.AddLiveKitSip(options =>
{
    options.Url = server.Url.ToString();
    options.ApiKey = server.ApiKey;
    options.ApiSecret = server.ApiSecret;
});
await using var provider = services.BuildServiceProvider();
request.To = "+15005550603";
var declined = await provider.GetRequiredService<SipClient>().TryDialAsync(request);

Console.WriteLine($"consumer of the packages: one call answered and hung up, one {busy.Outcome}, one from a container {declined.Outcome}");
return (busy.Outcome, declined.Outcome) == (CallOutcome.Busy, CallOutcome.Declined) ? 0 : 1;
