using System.Collections.Concurrent;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Transport.Replay;
using LiveKit.Sip.Transport.Sending;

namespace LiveKit.Sip.Transport.Regions;

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
        _directory = settings is { IsCloud: true, RegionFailover: true } ? new RegionDirectory(settings, sender) : null;
    }

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
    public async ValueTask<Uri> NextAsync(FailedCall call, TokenScope scope, CancellationToken cancellationToken)
    {
        var turnedAway = ReplayPolicy.WasTurnedAway(call.Failure);
        if (_directory is null || (!turnedAway && call.Budget(_settings) < SmallestBudget))
        {
            return AddressOf(call.Method);
        }

        var authorization = await _settings.Credentials.AuthorizeAsync(scope, cancellationToken).ConfigureAwait(false);
        var list = await _directory.GetAsync(authorization, fresh: turnedAway, cancellationToken).ConfigureAwait(false);
        var region = list.Addresses.FirstOrDefault(address => !call.Tried.Contains(address.Host, StringComparer.OrdinalIgnoreCase));
        if (region is null)
        {
            return AddressOf(call.Method);
        }

        call.Tried.Add(region.Host);
        Log.OtherRegion(_settings.Logger, call.Method.Name, region.Host, turnedAway ? "the project is pinned to other regions" : "the attempt before failed", call.Trace.RequestId);
        if (turnedAway)
        {
            // The next calls need not be turned away first.
            Volatile.Write(ref _pinned, new PinnedRegion(region, list.FreshUntil));
        }

        return new Uri(region, call.Method.Path);
    }

    private sealed record PinnedRegion(Uri Address, DateTimeOffset Until);
}
