using System.Text.Json;
using LiveKit.Sip.Configuration;

namespace LiveKit.Sip.Twirp.Regions;

/// <summary>The regions of a LiveKit Cloud project, nearest first.</summary>
/// <param name="Addresses">Their base addresses.</param>
/// <param name="FreshUntil">When the list should be read again.</param>
internal sealed record RegionList(IReadOnlyList<Uri> Addresses, DateTimeOffset FreshUntil)
{
    public static RegionList Empty { get; } = new([], DateTimeOffset.MinValue);

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static RegionList Parse(ReadOnlyMemory<byte> json, Uri baseAddress, DateTimeOffset freshUntil)
    {
        using var document = JsonDocument.Parse(json);
        var addresses = new List<Uri>();
        if (document.RootElement.ValueKind == JsonValueKind.Object
            && document.RootElement.TryGetProperty("regions", out var regions)
            && regions.ValueKind == JsonValueKind.Array)
        {
            foreach (var region in regions.EnumerateArray())
            {
                if (AddressOf(region, baseAddress) is { } address)
                {
                    addresses.Add(address);
                }
            }
        }

        return new RegionList(addresses, freshUntil);
    }

    // Tokens are sent there: only to LiveKit Cloud, and not over a weaker transport than the first.
    private static Uri? AddressOf(JsonElement region, Uri baseAddress)
        => region.ValueKind == JsonValueKind.Object
            && region.TryGetProperty("url", out var url)
            && url.ValueKind == JsonValueKind.String
            && ServerUrl.TryParse(url.GetString()!, out _) is { } address
            && ServerUrl.IsCloud(address)
            && address.Scheme == baseAddress.Scheme
                ? address
                : null;
}
