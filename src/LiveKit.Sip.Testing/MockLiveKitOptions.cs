namespace LiveKit.Sip.Testing;

/// <summary>How a <see cref="MockLiveKitServer"/> is set up. Copied when the server starts.</summary>
public sealed class MockLiveKitOptions
{
    /// <summary>The TCP port on the loopback interface, 0 to 65535. Default: 0, one that is free.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of those.</exception>
    public int Port
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, ushort.MaxValue);
            field = value;
        }
    }

    /// <summary>The API key that tokens must be made with. Default: <c>devkey</c>, that of <c>livekit-server --dev</c>.</summary>
    /// <exception cref="ArgumentException">The value is null, empty or white space.</exception>
    public string ApiKey
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = "devkey";

    /// <summary>The API secret that tokens must be signed with. Default: <c>secret</c>, that of <c>livekit-server --dev</c>.</summary>
    /// <exception cref="ArgumentException">The value is null, empty or white space.</exception>
    public string ApiSecret
    {
        get;
        set
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(value);
            field = value;
        }
    } = "secret";

    /// <summary>
    /// The clock that calls run on and tokens are checked against. Default: the system's. With a clock that stands still, calls
    /// go as far as they can without time passing: a participant joins and its phone rings at once.
    /// </summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public TimeProvider TimeProvider
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    } = TimeProvider.System;

    /// <summary>Names the port and the API key; does not show the secret.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"MockLiveKitOptions {{ Port = {Port}, ApiKey = {ApiKey} }}";

    internal MockLiveKitOptions Copy() => (MockLiveKitOptions)MemberwiseClone();
}
