using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Testing.Regions;

/// <summary>The request header with which the tests of LiveKit's SDKs control LiveKit's own mock server.</summary>
/// <remarks>The members have setters because the generated reader resets init-only members that the JSON leaves out.</remarks>
internal sealed partial class MockDirective
{
    public const string HeaderName = "X-Lk-Mock";
    public const string DropMode = "drop";

    public IReadOnlyList<int> FailRegions { get; set; } = [];

    public string FailMode { get; set; } = "status";

    public int FailStatus { get; set; } = 503;

    public string? FailTwirpCode { get; set; }

    public double DelayMs { get; set; }

    public int? RegionsStatus { get; set; }

    public JsonElement? Response { get; set; }

    public bool SkipAuth { get; set; }

    public SipStatusDirective? SipStatus { get; set; }

    public IReadOnlyList<string> PinnedRegions { get; set; } = [];

    [JsonIgnore]
    public TimeSpan Delay => TimeSpan.FromMilliseconds(DelayMs);

    /// <summary>Reads the header. The result is <see langword="null"/> when the header is missing or broken.</summary>
    public static MockDirective? Of(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(header, Reader.Default.MockDirective) is { IsValid: true } directive ? directive : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads the response that replaces the RPC's own. The result is <see langword="null"/> when there is none, or when it does not have the type.</summary>
    public IMessage? ResponseOf(MessageDescriptor type)
    {
        if (Response is not { ValueKind: JsonValueKind.Object } response)
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

    private bool IsValid
        => FailRegions is not null
            && PinnedRegions is not null
            && FailMode is "status" or DropMode
            && IsStatus(FailStatus)
            && (RegionsStatus is not { } status || IsStatus(status))
            && DelayMs is >= 0 and < int.MaxValue
            && SipStatus is not { Code: < 300 or > 699 };

    private static bool IsStatus(int status) => status is >= 200 and <= 599;

    internal sealed record SipStatusDirective
    {
        public int Code { get; set; }

        public string? Status { get; set; }
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(MockDirective))]
    private sealed partial class Reader : JsonSerializerContext;
}
