namespace LiveKit.Sip.Calls.Watching;

/// <summary>Which of LiveKit's webhook events say something about a call.</summary>
internal static class CallEvents
{
    private const string Joined = "participant_joined";
    private const string Left = "participant_left";

    /// <summary>Sent instead of <see cref="Left"/> for a participant that was removed before it had connected.</summary>
    private const string Aborted = "participant_connection_aborted";

    public static bool IsJoin(string name) => name is Joined;

    public static bool IsEnd(string name) => name is Left or Aborted;
}
