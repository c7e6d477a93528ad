namespace LiveKit.Sip.Testing;

/// <summary>How a <see cref="MockLiveKitServer"/> is set up. Copied when the server starts.</summary>
public sealed class MockLiveKitOptions
{
    private const int MaxRegions = 16;

    /// <summary>The TCP port on the loopback interface, 0 to 65535. Default: 0, which takes a free port.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the allowed range.</exception>
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
    /// The clock that calls run on and tokens are checked against. Default: the system's clock. With a clock that stands still, calls
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

    /// <summary>The number of regions, 1 to 16, each on a port of its own; the first listens on <see cref="Port"/>. Default: 1, no regions.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside the allowed range.</exception>
    public int Regions
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxRegions);
            field = value;
        }
    } = 1;

    /// <summary>
    /// Whether requests may control the server by the header <c>X-Lk-Mock</c>, as LiveKit's own mock server is controlled by the
    /// tests of LiveKit's SDKs. Default: <see langword="false"/>, the header is ignored.
    /// </summary>
    /// <remarks>
    /// The header holds a JSON object; a broken one is ignored, and so is a member with an odd value. <c>failRegions</c> (positions),
    /// <c>failMode</c> (<c>status</c>; <c>drop</c>; <c>delay</c>, which fails after 30 seconds), <c>failStatus</c> (503) and
    /// <c>failTwirpCode</c> (the one that follows from the status) make regions fail; <c>delayMs</c> delays the request;
    /// <c>regionsStatus</c> fails the list of regions; <c>response</c> (proto3 JSON) is returned instead of carrying the request out;
    /// <c>skipAuth</c> lets the request pass without a token; <c>sipStatus</c> (<c>code</c>, <c>status</c>) is what a dial or transfer ends
    /// with at once;
    /// with <c>pinnedRegions</c> (names) all other regions respond with 451. Unlike LiveKit's own mock server this one keeps its state, checks
    /// tokens as a real server does, and completes a waiting dial when the script of its phone does.
    /// </remarks>
    public bool HonorMockHeader { get; set; }

    /// <summary>
    /// Whether the server behaves as LiveKit Cloud is said to behave where open source differs. What the remarks do not list is as in open source.
    /// Default: <see langword="false"/>.
    /// </summary>
    /// <remarks>
    /// Lists of trunks and dispatch rules honor <c>page</c> (<see cref="MaxPageSize"/>), and hold an empty entry in the place of a requested
    /// id that does not exist. DeleteSIPTrunk of a trunk that does not exist fails (<c>not_found</c>). MoveParticipant and
    /// ForwardParticipant are carried out. The response to a successful transfer reports the success. None of this behavior was observed.
    /// </remarks>
    public bool Cloud { get; set; }

    /// <summary>How many entries a page holds at most, 1 or more; only with <see cref="Cloud"/>. Default: 100.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int MaxPageSize
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 100;

    /// <summary>
    /// Whether MutePublishedTrack may unmute a track (<c>enable_remote_unmute</c> in the configuration of a real server). Otherwise the
    /// request fails (<c>failed_precondition</c>). Default: <see langword="false"/>.
    /// </summary>
    public bool AllowRemoteUnmute { get; set; }

    /// <summary>
    /// Whether the SIP service knows the methods <c>lk.sip.EndCall</c> and <c>lk.sip.GetRemoteHeaders</c>. An older SIP service rejects
    /// them like any unknown method (<c>invalid_argument</c>, <c>RpcError 1400</c>). Default: <see langword="true"/>.
    /// </summary>
    public bool SipServiceKnowsRpc { get; set; } = true;

    /// <summary>What the error of a transfer that failed says besides its text. Default: <see cref="TransferErrorDetails.SipStatus"/>, as in the recordings.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such value.</exception>
    public TransferErrorDetails TransferErrorDetails
    {
        get;
        set
        {
            if (!Enum.IsDefined(value))
            {
                throw new ArgumentOutOfRangeException(nameof(value), value, message: null);
            }

            field = value;
        }
    }

    /// <summary>Names the port and the API key; does not show the secret.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"MockLiveKitOptions {{ Port = {Port}, ApiKey = {ApiKey} }}";

    internal MockLiveKitOptions Copy() => (MockLiveKitOptions)MemberwiseClone();
}
