using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Testing.Regions;

/// <summary>The request header with which the tests of LiveKit's SDKs control LiveKit's own mock server.</summary>
internal sealed class MockDirective
{
    public const string HeaderName = "X-Lk-Mock";

    // LiveKit's own mock server waits for this long in the fail mode "delay", which is from an older form of the header.
    private static readonly TimeSpan FailDelayTime = TimeSpan.FromSeconds(30);

    private readonly JsonElement? _response;

    /// <summary>Reads the settings. A setting with an odd value counts as not given, and leaves the others in force, as in LiveKit's own mock server.</summary>
    private MockDirective(DirectiveReader json)
    {
        FailRegions = json.Numbers("failRegions");
        var mode = json.Text("failMode") ?? "";
        FailsByDrop = mode.Equals("drop", StringComparison.OrdinalIgnoreCase);
        FailDelay = mode.Equals("delay", StringComparison.OrdinalIgnoreCase) ? FailDelayTime : TimeSpan.Zero;
        FailStatus = json.Number("failStatus", 200, 599) ?? 503;
        FailTwirpCode = json.Text("failTwirpCode") is { Length: > 0 } code ? code : null;
        Delay = TimeSpan.FromMilliseconds(json.Number("delayMs", 0, int.MaxValue) ?? 0);
        RegionsStatus = json.Number("regionsStatus", 200, 599);
        _response = json.Object("response");
        SkipAuth = json.Flag("skipAuth");
        PinnedRegions = json.Texts("pinnedRegions");
        if (json.Object("sipStatus") is { } sip && new DirectiveReader(sip) is var status && status.Number("code", 300, 699) is { } sipCode)
        {
            SipStatus = (sipCode, status.Text("status") ?? "");
        }
    }

    /// <summary>The positions of the regions that fail.</summary>
    public IReadOnlyList<int> FailRegions { get; }

    /// <summary>Whether a region that fails closes the connection instead of responding.</summary>
    public bool FailsByDrop { get; }

    /// <summary>The time for which a region that fails keeps its response back.</summary>
    public TimeSpan FailDelay { get; }

    /// <summary>The HTTP status of a region that fails.</summary>
    public int FailStatus { get; }

    /// <summary>The Twirp code of a region that fails; <see langword="null"/> for the one that follows from the status.</summary>
    public string? FailTwirpCode { get; }

    /// <summary>The time that passes before the request is handled.</summary>
    public TimeSpan Delay { get; }

    public int? RegionsStatus { get; }

    public bool SkipAuth { get; }

    /// <summary>The SIP status with which a dial or transfer ends at once, and its phrase, which may be empty.</summary>
    public (int Code, string Phrase)? SipStatus { get; }

    /// <summary>The names of the regions that the project may use. When there are none, the project may use all regions.</summary>
    public IReadOnlyList<string> PinnedRegions { get; }

    /// <summary>Reads the header. The result is <see langword="null"/> when the header is missing or no JSON object.</summary>
    public static MockDirective? Of(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(header);
            return document.RootElement.ValueKind == JsonValueKind.Object ? new MockDirective(new DirectiveReader(document.RootElement.Clone())) : null;
        }
        // The reader throws InvalidOperationException for a lone surrogate that is written as an escape.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads the response that replaces the RPC's own. The result is <see langword="null"/> when there is none, or when it does not have the type.</summary>
    public IMessage? ResponseOf(MessageDescriptor type)
    {
        if (_response is not { } response)
        {
            return null;
        }

        try
        {
            return JsonParser.Default.Parse(response.GetRawText(), type);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
