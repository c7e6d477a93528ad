using System.Globalization;
using LiveKit.Sip.Testing.Hosting;

namespace LiveKit.Sip.Testing;

/// <summary>
/// The regions of the mock server, as LiveKit Cloud has them: several ports in front of one and the same LiveKit, listed by
/// <c>GET /settings/regions</c> in the order of their positions. Region 0 is named <c>region-0</c>, and so on. Thread-safe.
/// </summary>
public sealed class MockRegions
{
    private readonly IReadOnlyList<RegionHost> _hosts;
    private readonly object _lock;

    internal MockRegions(IReadOnlyList<RegionHost> hosts, object gate)
    {
        _hosts = hosts;
        _lock = gate;
    }

    /// <summary>How many there are. With one, the default, there is no <c>/settings/regions</c>, as with an open-source server.</summary>
    public int Count => _hosts.Count;

    /// <summary>For how long the list of regions may be cached (<c>max-age</c>), in whole seconds. Default: five minutes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public TimeSpan MaxAge
    {
        get
        {
            lock (_lock)
            {
                return field;
            }
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            lock (_lock)
            {
                field = value;
            }
        }
    } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The positions of the regions that may be used. All other regions respond with 451 in plain text and are not listed. Default: empty,
    /// all regions may be used.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public IReadOnlyCollection<int> Pinned
    {
        get
        {
            lock (_lock)
            {
                return field;
            }
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            lock (_lock)
            {
                field = [.. value];
            }
        }
    } = [];

    /// <summary>The HTTP status with which fetching the list of regions fails, 400 to 599. Default: <see langword="null"/>, it does not fail.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the allowed range.</exception>
    public int? FetchStatus
    {
        get
        {
            lock (_lock)
            {
                return field;
            }
        }

        set
        {
            if (value is < 400 or > 599)
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, message: null);
            }

            lock (_lock)
            {
                field = value;
            }
        }
    }

    /// <summary>
    /// The URL to list for a region, made from its position and the URL where it listens; such as one with a host name that the client
    /// under test maps to it. Default: <see langword="null"/>, the URL where it listens.
    /// </summary>
    public Func<int, Uri, Uri>? Advertise
    {
        get
        {
            lock (_lock)
            {
                return field;
            }
        }

        set
        {
            lock (_lock)
            {
                field = value;
            }
        }
    }

    /// <summary>Takes a region down: its connections are closed without a response, and its port is closed. Calls go on. Nothing happens when the region is down already.</summary>
    /// <param name="region">The region's position.</param>
    /// <returns>A task that completes when the port is closed.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such region.</exception>
    public Task StopAsync(int region) => Host(region).AbortAsync();

    /// <summary>Brings a region back, on the same port. Nothing happens when the region is up already.</summary>
    /// <param name="region">The region's position.</param>
    /// <param name="cancellationToken">Gives up starting.</param>
    /// <returns>A task that completes when the region listens.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such region.</exception>
    /// <exception cref="IOException">Somebody else has taken the port.</exception>
    /// <exception cref="OperationCanceledException">Starting was canceled.</exception>
    public Task StartAsync(int region, CancellationToken cancellationToken = default) => Host(region).StartAsync(cancellationToken);

    /// <summary>How many regions there are.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"{Count} regions";

    internal static string NameOf(int region) => string.Create(CultureInfo.InvariantCulture, $"region-{region}");

    private RegionHost Host(int region)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(region);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(region, Count);
        return _hosts[region];
    }
}
