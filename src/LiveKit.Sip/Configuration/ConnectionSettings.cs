using LiveKit.Sip.Authentication;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Configuration;

/// <summary>The checked, unchangeable settings that a client works with: what its options said when it was built.</summary>
internal sealed class ConnectionSettings
{
    public required Uri BaseAddress { get; init; }

    public required Credentials Credentials { get; init; }

    public required TimeSpan RequestTimeout { get; init; }

    public required int MaxResponseSize { get; init; }

    public required int MaxPollsPerSecond { get; init; }

    public required bool ShowPhoneNumbers { get; init; }

    public required TimeProvider Time { get; init; }

    public required bool RegionFailover { get; init; }

    public required bool AllowBufferedDials { get; init; }

    public required ILogger Logger { get; init; }

    public bool IsCloud => ServerUrl.IsCloud(BaseAddress);
}
