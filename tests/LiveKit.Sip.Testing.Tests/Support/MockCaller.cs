using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Google.Protobuf;

namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>This caller sends requests to a mock server with a plain HttpClient.</summary>
internal sealed class MockCaller : IDisposable
{
    public const string Json = "application/json";
    public const string Protobuf = "application/protobuf";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.None });
    private readonly MockLiveKitServer _server;
    private readonly TimeProvider _time;

    public MockCaller(MockLiveKitServer server, TimeProvider? time = null)
    {
        _server = server;
        _time = time ?? TimeProvider.System;
        // With this timeout, a response that never comes makes the test fail instead of hang.
        _http.Timeout = TimeSpan.FromMinutes(1);
    }

    /// <summary>The position of the region to send to.</summary>
    public int Region { get; set; }

    /// <summary>Sends a JSON message to an RPC with a token that has these claims.</summary>
    public Task<CallerResponse> JsonAsync(string method, JsonObject claims, JsonNode body, params (string Name, string Value)[] headers)
        => SendAsync("POST", Path(method), Jwt.Sign(_server, claims, _time), Json, Encoding.UTF8.GetBytes(body.ToJsonString()), headers);

    /// <summary>Sends a protobuf message to an RPC with a token that has these claims.</summary>
    public Task<CallerResponse> ProtobufAsync(string method, JsonObject claims, IMessage body, params (string Name, string Value)[] headers)
        => SendAsync("POST", Path(method), Jwt.Sign(_server, claims, _time), Protobuf, body.ToByteArray(), headers);

    public async Task<CallerResponse> SendAsync(
        string verb,
        string path,
        string? token,
        string? contentType,
        byte[] body,
        params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(verb), new Uri(_server.RegionUrls[Region], path));
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        }

        if (contentType is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return new CallerResponse(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString() ?? "",
            await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken))
        {
            Headers = response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
        };
    }

    public void Dispose() => _http.Dispose();

    private static string Path(string method) => $"/twirp/livekit.{method}";
}
