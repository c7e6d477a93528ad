using System.Net.Http.Headers;
using BenchmarkDotNet.Attributes;
using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Benchmarks;

/// <summary>A call through the SDK against the same bytes through a bare HttpClient, over a real socket.</summary>
/// <remarks>The server allocates nothing per request, so the figures are the client's alone.</remarks>
[InProcess]
[WarmupCount(3)]
[IterationCount(12)]
[MemoryDiagnoser]
public class CallBenchmarks : IDisposable
{
    private readonly CreateSIPParticipantRequest _message = new()
    {
        SipCallTo = "+15005550001",
        RoomName = "room",
        ParticipantIdentity = "callee",
        SipNumber = "+15550100",
        Trunk = new SIPOutboundConfig { Hostname = "sip.example.com" },
        WaitUntilAnswered = true,
    };

    private readonly DialRequest _request = new()
    {
        To = "+15005550001",
        RoomName = "room",
        ParticipantIdentity = "callee",
        Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100" },
    };

    private readonly ListSIPOutboundTrunkRequest _list = new();
    private CannedServer _dialServer = null!;
    private CannedServer _listServer = null!;
    private HttpClient _http = null!;
    private LiveKitClient _dialling = null!;
    private LiveKitClient _listing = null!;
    private AuthenticationHeaderValue _authorization = null!;
    private Uri _createAddress = null!;
    private Uri _listAddress = null!;

    [GlobalSetup]
    public void SetUp()
    {
        var info = new SIPParticipantInfo { ParticipantId = "PA_1", ParticipantIdentity = "callee", RoomName = "room", SipCallId = "SCL_1" };
        var trunks = new ListSIPOutboundTrunkResponse { Items = { new SIPOutboundTrunkInfo { SipTrunkId = "ST_1", Address = "sip.example.com", Numbers = { "+15550100" } } } };
        _dialServer = new CannedServer(info.ToByteArray());
        _listServer = new CannedServer(trunks.ToByteArray());
        _http = new HttpClient();
        _dialling = new LiveKitClient(_dialServer.Url, "devkey", "secret");
        _listing = new LiveKitClient(_listServer.Url, "devkey", "secret");
        var token = new AccessToken("devkey", "secret") { Sip = new SipGrant { Call = true }, TimeToLive = TimeSpan.FromHours(1) }.ToJwt();
        _authorization = new AuthenticationHeaderValue("Bearer", token);
        _createAddress = new Uri(_dialServer.Url + "/twirp/livekit.SIP/CreateSIPParticipant");
        _listAddress = new Uri(_listServer.Url + "/twirp/livekit.SIP/ListSIPOutboundTrunk");
    }

    [GlobalCleanup]
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _dialling.Dispose();
        _listing.Dispose();
        _http.Dispose();
        _dialServer.Dispose();
        _listServer.Dispose();
    }

    [Benchmark]
    public async Task<SIPParticipantInfo> BareDial() => SIPParticipantInfo.Parser.ParseFrom(await PostAsync(_createAddress, _message).ConfigureAwait(false));

    [Benchmark]
    public Task<SIPParticipantInfo> SdkMessage() => _dialling.Sip.CreateSipParticipantAsync(_message);

    [Benchmark]
    public Task<SipCall> SdkDial() => _dialling.Sip.DialAsync(_request);

    [Benchmark]
    public async Task<ListSIPOutboundTrunkResponse> BareList()
        => ListSIPOutboundTrunkResponse.Parser.ParseFrom(await PostAsync(_listAddress, _list).ConfigureAwait(false));

    [Benchmark]
    public async Task<int> SdkList() => await _listing.Sip.ListSipOutboundTrunkAsync(_list).CountAsync().ConfigureAwait(false);

    private async Task<byte[]> PostAsync(Uri address, IMessage message)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Headers.Authorization = _authorization;
        request.Content = new ByteArrayContent(message.ToByteArray());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/protobuf");
        using var response = await _http.SendAsync(request).ConfigureAwait(false);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsByteArrayAsync().ConfigureAwait(false);
    }
}
