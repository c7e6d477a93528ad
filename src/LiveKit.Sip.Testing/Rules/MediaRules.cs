using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>What LiveKit's server checks in a SIPMediaConfig.</summary>
internal static class MediaRules
{
    private const long MaxTimeoutSeconds = 600;

    public static void Check(SIPMediaConfig media)
    {
        if (media.MediaTimeout is { } timeout)
        {
            Refuse.If(timeout.Seconds < 0 || timeout.Nanos < 0, "media_timeout must not be negative");
            Refuse.If(
                timeout.Seconds > MaxTimeoutSeconds || (timeout.Seconds == MaxTimeoutSeconds && timeout.Nanos > 0),
                "media_timeout must not exceed 10m0s");
        }

        foreach (var codec in media.Codecs)
        {
            Refuse.If(codec.Name.Contains('/', StringComparison.Ordinal), "codec name must not contain '/'");
            Refuse.If(codec.Name.Contains(' ', StringComparison.Ordinal), "codec name must not contain spaces");
        }
    }
}
