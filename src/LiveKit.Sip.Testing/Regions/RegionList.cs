using System.Globalization;
using System.Text.Json;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Regions;

/// <summary>This class responds to <c>/settings/regions</c>.</summary>
internal sealed class RegionList
{
    public const string Path = "/settings/regions";

    private const int KilometersBetweenRegions = 1000;

    private readonly MockRegions _regions;
    private readonly Func<IReadOnlyList<Uri>> _urls;

    public RegionList(MockRegions regions, Func<IReadOnlyList<Uri>> urls)
    {
        _regions = regions;
        _urls = urls;
    }

    public RawResponse Get(MockDirective? directive)
    {
        if ((directive?.RegionsStatus ?? _regions.FetchStatus) is { } status)
        {
            return RawResponse.Text(status, "regions are not available");
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("regions");
            var urls = _urls();
            foreach (var region in Enumerable.Range(0, urls.Count).Where(region => RegionFilter.Admits(_regions, directive, region)))
            {
                var url = urls[region];
                json.WriteStartObject();
                json.WriteString("region", MockRegions.NameOf(region));
                // LiveKit writes the URL without a slash at its end.
                json.WriteString("url", (_regions.Advertise?.Invoke(region, url) ?? url).AbsoluteUri.TrimEnd('/'));
                json.WriteString("distance", (region * KilometersBetweenRegions).ToString(CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var maxAge = (long)_regions.MaxAge.TotalSeconds;
        return new RawResponse(200, RawResponse.Json, buffer.ToArray())
        {
            CacheControl = string.Create(CultureInfo.InvariantCulture, $"max-age={maxAge}"),
        };
    }
}
