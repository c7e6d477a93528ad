using LiveKit.Sip;
using LiveKit.Sip.Testing;

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

Console.WriteLine($"consumer of the packages: one call answered and hung up, one {busy.Outcome}");
return busy.Outcome == CallOutcome.Busy ? 0 : 1;
