using LiveKit.Protocol;

namespace LiveKit.Sip.Calls.Validation;

/// <summary>The rules about codecs, encryption and silence.</summary>
internal static class MediaValidator
{
    private static readonly TimeSpan LongestMediaTimeout = TimeSpan.FromMinutes(10);

    public static void Check(CreateSIPParticipantRequest request, ProblemList problems)
    {
#pragma warning disable CS0612 // Still checked by the server.
        problems.Check(Enum.IsDefined(request.MediaEncryption), "media_encryption", "is no value that LiveKit knows");
#pragma warning restore CS0612
        if (request.Media is not { } media)
        {
            return;
        }

        problems.Check(!media.HasEncryption || Enum.IsDefined(media.Encryption), "media.encryption", "is no value that LiveKit knows");
        if (media.MediaTimeout is { } timeout)
        {
            var isDuration = Durations.TryRead(timeout, out var silence);
            problems.Check(isDuration && silence >= TimeSpan.Zero && silence <= LongestMediaTimeout, "media.media_timeout", "must be between zero and 10 minutes");
        }

        foreach (var codec in media.Codecs)
        {
            problems.Check(
                codec.Name.Length > 0 && !codec.Name.Contains('/') && !SipSyntax.HasWhiteSpaceOrControl(codec.Name),
                "media.codecs",
                "a codec needs a name without spaces and without /; its rate has a field of its own");
        }
    }
}
