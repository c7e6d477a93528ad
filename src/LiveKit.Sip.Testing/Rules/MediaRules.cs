using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>These are the checks of LiveKit's server on a SIPMediaConfig.</summary>
internal static class MediaRules
{
    private const long MaxTimeoutSeconds = 600;

    public static void Check(SIPMediaConfig media)
    {
        if (media.MediaTimeout is { } timeout)
        {
            InvalidArgument.ThrowIf(timeout.Seconds < 0 || timeout.Nanos < 0, "media_timeout must not be negative");
            InvalidArgument.ThrowIf(
                timeout.Seconds > MaxTimeoutSeconds || (timeout.Seconds == MaxTimeoutSeconds && timeout.Nanos > 0),
                "media_timeout must not exceed 10m0s");
        }

        foreach (var codec in media.Codecs)
        {
            InvalidArgument.ThrowIf(codec.Name.Contains('/', StringComparison.Ordinal), "codec name must not contain '/'");
            InvalidArgument.ThrowIf(codec.Name.Contains(' ', StringComparison.Ordinal), "codec name must not contain spaces");
        }
    }
}
