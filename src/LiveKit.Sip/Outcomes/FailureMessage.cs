using System.Globalization;

namespace LiveKit.Sip.Outcomes;

/// <summary>The message of an exception about a call: what it means, what was said, and which call it was. Nothing in it is masked yet.</summary>
internal static class FailureMessage
{
    /// <param name="sentence">What the verdict means, for people.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="said">What LiveKit said, or why it said nothing; shown where the carrier gave no status.</param>
    /// <param name="failure">Which call it was.</param>
    public static string Of(string sentence, Verdict verdict, string said, CallFailure failure)
        => $"{sentence} ({verdict.Outcome}): {SourceOf(verdict, said)}. "
            + $"Room \"{failure.RoomName}\", participant \"{failure.ParticipantIdentity}\", request {failure.RequestId}.";

    // LiveKit names its enum where the carrier gave no phrase, and passes the body on where there was one: neither is for people.
    private static string SourceOf(Verdict verdict, string said)
        => verdict.SipStatusCode is not { } code ? $"\"{said.TrimEnd('.')}\""
            : PhraseWords.IsPhrase(verdict.SipStatus) ? string.Create(CultureInfo.InvariantCulture, $"SIP {code} \"{verdict.SipStatus}\"")
            : string.Create(CultureInfo.InvariantCulture, $"SIP {code}");
}
