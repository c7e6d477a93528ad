using System.Globalization;
using Google.Protobuf;

namespace LiveKit.Sip.Testing;

/// <summary>An HTTP request that the mock server received. Its text shows neither the token nor the message.</summary>
public sealed class MockRequest
{
    private volatile int _httpStatus;
    private volatile IMessage? _message;
    private volatile AccessTokenClaims? _claims;
    private volatile MockFault? _fault;

    internal MockRequest(string path, IReadOnlyDictionary<string, string> headers, DateTimeOffset receivedAt, int region)
    {
        Region = region;
        Path = path;
        Headers = headers;
        ReceivedAt = receivedAt;
        var parts = path.Split('/', 4);
        if (parts is ["", "twirp", var service, var method])
        {
            Service = service;
            Method = method;
        }
    }

    /// <summary>The path, such as <c>/twirp/livekit.SIP/CreateSIPParticipant</c>.</summary>
    public string Path { get; }

    /// <summary>The service, such as <c>livekit.SIP</c>; empty when the path does not belong to an RPC.</summary>
    public string Service { get; } = "";

    /// <summary>The method, such as <c>CreateSIPParticipant</c>; empty when the path does not belong to an RPC.</summary>
    public string Method { get; } = "";

    /// <summary>The position of the region that received the request; 0 without regions.</summary>
    public int Region { get; }

    /// <summary>All headers; names are compared without regard to case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>When the headers had arrived, on the server's clock.</summary>
    public DateTimeOffset ReceivedAt { get; }

    /// <summary>The header <c>X-Livekit-Request-Id</c>; <see langword="null"/> if the header was not sent.</summary>
    public string? RequestId => Headers.GetValueOrDefault("X-Livekit-Request-Id");

    /// <summary>The header <c>X-Twirp-Timeout-Ms</c>; <see langword="null"/> if the header was not sent or is not a positive number.</summary>
    public TimeSpan? Timeout
        => long.TryParse(Headers.GetValueOrDefault("X-Twirp-Timeout-Ms"), CultureInfo.InvariantCulture, out var milliseconds) && milliseconds > 0
            ? TimeSpan.FromMilliseconds(Math.Min(milliseconds, (long)TimeSpan.FromDays(1).TotalMilliseconds))
            : null;

    /// <summary>The claims of the token; <see langword="null"/> if the request had no token or the token did not verify.</summary>
    public AccessTokenClaims? Claims
    {
        get => _claims;
        internal set => _claims = value;
    }

    /// <summary>The decoded message; <see langword="null"/> if the request failed before the server decoded it.</summary>
    public IMessage? Message
    {
        get => _message;
        internal set => _message = value;
    }

    /// <summary>The fault that the request met; <see langword="null"/> if it met none.</summary>
    public MockFault? Fault
    {
        get => _fault;
        internal set => _fault = value;
    }

    /// <summary>The HTTP status of the response; <see langword="null"/> while the response is pending, or when the server dropped the connection instead.</summary>
    public int? HttpStatus
    {
        get => _httpStatus == 0 ? null : _httpStatus;
        internal set => _httpStatus = value ?? 0;
    }

    /// <summary>This token is canceled when the server goes down, so that handlers that wait for something stop waiting.</summary>
    internal CancellationToken ServerDown { get; init; }

    /// <summary>The path and the status.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{Path} -> {(HttpStatus is { } status ? status : "pending")}";
}
