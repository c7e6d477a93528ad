using LiveKit.Protocol;

namespace LiveKit.Sip.Calls.Live;

/// <summary>What LiveKit's webhook events say about a call.</summary>
internal static class CallEvents
{
    private const string Joined = "participant_joined";
    private const string Left = "participant_left";

    /// <summary>Instead of having left: it was removed before it had connected.</summary>
    private const string Aborted = "participant_connection_aborted";

    public static void Apply(WebhookEvent news, ParticipantInfo participant, CallTracker call)
    {
        switch (news.Event)
        {
            case Joined:
                call.Note(SipAttributes.StatusOf(participant));
                break;
            case Left or Aborted:
                call.Mark(story =>
                {
                    story.Reason = participant.DisconnectReason;
                    story.NoteEnd(SipAttributes.StatusOf(participant));
                });

                // It comes before the dial's own word, which says how the call failed.
                call.EndOnceDialTold();
                break;
        }
    }
}
