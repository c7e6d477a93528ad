using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Outcomes;

/// <summary>The message of an exception about a call: what it means, what was said, and which call it was. Nothing in it is masked yet.</summary>
internal static class FailureMessage
{
    /// <param name="sentence">What the verdict means, for people.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="said">What LiveKit said, or why it said nothing; shown where the carrier gave no status.</param>
    /// <param name="failure">Which call it was.</param>
    /// <param name="explanation">What this side knows about the cause, to be put behind what LiveKit said; empty if it knows nothing.</param>
    public static FormattableString Of(string sentence, Verdict verdict, string said, CallFailure failure, string explanation = "")
    {
        var what = new OwnText(sentence);
        if (verdict.SipStatusCode is not { } code)
        {
            return $"{what} ({verdict.Outcome}): \"{WordsOf(said, failure)}\"{new OwnText(explanation)}. Room \"{failure.RoomName}\", participant \"{failure.ParticipantIdentity}\", request {failure.RequestId}.";
        }

        // LiveKit names its enum where the carrier gave no phrase, and passes the body on where there was one: neither is for people.
        if (!PhraseWords.IsPhrase(verdict.SipStatus))
        {
            return $"{what} ({verdict.Outcome}): SIP {code}. Room \"{failure.RoomName}\", participant \"{failure.ParticipantIdentity}\", request {failure.RequestId}.";
        }

        return $"{what} ({verdict.Outcome}): SIP {code} \"{new ForeignText(verdict.SipStatus)}\". Room \"{failure.RoomName}\", participant \"{failure.ParticipantIdentity}\", request {failure.RequestId}.";
    }

    // Without a code of Twirp there was no answer, and the words are this library's own, which are not cut.
    private static object WordsOf(string said, CallFailure failure) => failure.TwirpCode is null ? said.TrimEnd('.') : new ForeignText(said.TrimEnd('.'));
}
