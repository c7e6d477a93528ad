using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Calls;

/// <summary>Takes every call without a network, and counts what reached it.</summary>
internal sealed class FakeLiveKit : HttpMessageHandler
{
    public int Requests { get; private set; }

    public static SipClient ClientOf(FakeLiveKit handler, string url = "http://livekit.invalid")
        => new(
            new LiveKitOptions { Url = url, ApiKey = "devkey", ApiSecret = "secret" },
            new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan });

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var answer = new ByteArrayContent(new SIPParticipantInfo { ParticipantId = "PA_1" }.ToByteArray());
        answer.Headers.ContentType = new MediaTypeHeaderValue("application/protobuf");
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = answer });
    }
}
