using System.Collections.Concurrent;
using LiveKit.Sip.Authentication;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Twirp.Protocol;
using LiveKit.Sip.Twirp.Sending;

namespace LiveKit.Sip.Twirp.Regions;

/// <summary>Says where the attempts of a call go: to the server's address, and on LiveKit Cloud to its other regions when that fails.</summary>
internal sealed class RegionRouter
{
    /// <summary>Attempts that have less time than this stay where they are.</summary>
    private static readonly TimeSpan SmallestBudget = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<TwirpMethod, Uri> _addresses = new();
    private readonly ConnectionSettings _settings;
    private readonly RegionDirectory? _directory;
    private PinnedRegion? _pinned;

    public RegionRouter(ConnectionSettings settings, RequestSender sender)
    {
        _settings = settings;
        _directory = settings.IsCloud ? new RegionDirectory(settings, sender) : null;
    }

    /// <summary>Whether the server has regions, so that it may turn a request away to another one. Elsewhere such an answer means nothing.</summary>
    public bool HasRegions => _directory is not null;

    /// <summary>Where the first attempt of a call goes.</summary>
    public Uri AddressOf(TwirpMethod method)
    {
        if (Volatile.Read(ref _pinned) is { } pinned && _settings.Time.GetUtcNow() < pinned.Until)
        {
            return new Uri(pinned.Address, method.Path);
        }

        return _addresses.TryGetValue(method, out var address)
            ? address
            : _addresses.GetOrAdd(method, new Uri(_settings.BaseAddress, method.Path));
    }

    /// <summary>Where the next attempt goes: the nearest region that has not been tried; where there is none, where a first attempt goes.</summary>
    public async ValueTask<Uri> NextAsync(FailedAttempt attempt, CancellationToken cancellationToken)
    {
        var turnedAway = attempt.Failure.WasTurnedAway;

        // A project that is pinned to other regions has no other way, whatever the caller wants of regions that fail.
        if (_directory is null || (!turnedAway && (!_settings.RegionFailover || attempt.Budget < SmallestBudget)))
        {
            return AddressOf(attempt.Method);
        }

        var authorization = await _settings.Credentials.AuthorizeAsync(attempt.Scope, cancellationToken).ConfigureAwait(false);
        var list = await _directory.GetAsync(authorization, fresh: turnedAway, cancellationToken).ConfigureAwait(false);
        var region = list.Addresses.FirstOrDefault(address => !attempt.Tried.Contains(address.Host, StringComparer.OrdinalIgnoreCase));
        if (region is null)
        {
            return AddressOf(attempt.Method);
        }

        attempt.Tried.Add(region.Host);
        Log.OtherRegion(_settings.Logger, attempt.Method.Name, region.Host, turnedAway ? "the project is pinned to other regions" : "the attempt before failed", attempt.RequestId);
        if (turnedAway)
        {
            // The next calls need not be turned away first.
            Volatile.Write(ref _pinned, new PinnedRegion(region, list.FreshUntil));
        }

        return new Uri(region, attempt.Method.Path);
    }

    private sealed record PinnedRegion(Uri Address, DateTimeOffset Until);
}
