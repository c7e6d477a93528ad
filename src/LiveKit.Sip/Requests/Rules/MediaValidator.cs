using LiveKit.Protocol;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>The rules about codecs, encryption and silence.</summary>
internal static class MediaValidator
{
    private static readonly TimeSpan LongestMediaTimeout = TimeSpan.FromMinutes(10);

    /// <param name="media">The settings; null for LiveKit's.</param>
    /// <param name="field">What the message calls them.</param>
    /// <param name="problems">What is wrong is added.</param>
    public static void Check(SIPMediaConfig? media, string field, ProblemList problems)
    {
        if (media is null)
        {
            return;
        }

        CheckEncryption(media.Encryption, $"{field}.encryption", problems);
        if (media.MediaTimeout is { } timeout)
        {
            var isDuration = Durations.TryRead(timeout, out var silence);
            problems.Check(isDuration && silence >= TimeSpan.Zero && silence <= LongestMediaTimeout, $"{field}.media_timeout", "must be between zero and 10 minutes");
        }

        foreach (var codec in media.Codecs)
        {
            problems.Check(
                codec.Name.Length > 0 && !codec.Name.Contains('/') && !SipSyntax.HasWhiteSpaceOrControl(codec.Name),
                $"{field}.codecs",
                "a codec needs a name without spaces and without /; its rate has a field of its own");
        }
    }

    public static void CheckEncryption(SIPMediaEncryption encryption, string field, ProblemList problems)
        => problems.Check(Enum.IsDefined(encryption), field, "is no value that LiveKit knows");
}
