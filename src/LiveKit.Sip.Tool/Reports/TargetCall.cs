namespace LiveKit.Sip.Tool.Reports;

/// <summary>The call that a command is about, as it was found.</summary>
/// <param name="RoomName">The room.</param>
/// <param name="ParticipantIdentity">The callee's identity in it.</param>
/// <param name="Status">Where the call stands; <see cref="CallStatus.Gone"/> if there is none.</param>
/// <param name="Call">The call; null if there is none.</param>
/// <param name="MayRingUntil">Until when a call that is not there may ring all the same; null if it doesn't.</param>
internal sealed record TargetCall(string RoomName, string ParticipantIdentity, CallStatus Status, SipCall? Call, DateTimeOffset? MayRingUntil = null)
{
    public bool IsAnswered => Status is CallStatus.Automation or CallStatus.Active;
}
