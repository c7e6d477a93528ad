using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Faults;

/// <summary>A HttpClient with nothing of this library around it, and a word for what it sees.</summary>
internal sealed class PlainClient : IDisposable
{
    public const string Dial = "CreateSIPParticipant";

    private readonly HttpClient _http;

    public PlainClient(SocketsHttpHandler? handler = null)
    {
        _http = new HttpClient(handler ?? new SocketsHttpHandler());
    }

    /// <summary>Dials a phone that answers at once, without waiting for that unless asked to.</summary>
    public async Task<string> DialAsync(Uri url, CancellationToken cancellationToken, string to = "+15005550001", bool waits = false)
    {
        var message = new CreateSIPParticipantRequest
        {
            SipCallTo = to,
            RoomName = "room",
            SipNumber = "+15550100",
            Trunk = new SIPOutboundConfig { Hostname = "sip.example.com" },
            WaitUntilAnswered = waits,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(url, $"/twirp/livekit.SIP/{Dial}"))
        {
            Version = HttpVersion.Version20,
            Content = new ByteArrayContent(message.ToByteArray()) { Headers = { ContentType = new MediaTypeHeaderValue("application/protobuf") } },
        };
        var options = new MockLiveKitOptions();
        var token = new AccessToken(options.ApiKey, options.ApiSecret) { Sip = new SipGrant { Call = true } }.ToJwt();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("X-Livekit-Request-Id", to);
        return await SeeAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private async Task<string> SeeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var seen = "";
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            seen = $"{(int)response.StatusCode} {response.Content.Headers.ContentType?.MediaType}";
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response.IsSuccessStatusCode ? $"{seen} {Parse(body)}" : seen;
        }
        catch (Exception e) when (e is HttpRequestException or InvalidProtocolBufferException || !cancellationToken.IsCancellationRequested)
        {
            return $"{seen} {Word(e)}".Trim();
        }
    }

    private static string Parse(byte[] body)
        => SIPParticipantInfo.Parser.ParseFrom(body).ParticipantId.Length > 0 ? "participant" : "nobody";

    // The error that HttpClient names, and the socket's own word where one is at the bottom of it.
    private static string Word(Exception e)
    {
        var name = e is HttpRequestException http ? http.HttpRequestError.ToString() : e.GetType().Name;
        return e.GetBaseException() switch
        {
            SocketException socket => $"{name}/{socket.SocketErrorCode}",
            HttpProtocolException protocol => $"{name}/0x{protocol.ErrorCode:x}",
            HttpIOException io => $"{name}/{io.HttpRequestError}",
            _ => name,
        };
    }
}
