namespace LiveKit.Sip.Calls.Watching;

/// <summary>The ways in which this side hangs up.</summary>
[Flags]
internal enum HangUpWays
{
    None = 0,

    /// <summary>RemoveParticipant.</summary>
    RemoveParticipant = 1,

    /// <summary><c>lk.sip.EndCall</c>.</summary>
    EndCall = 2,

    /// <summary>DeleteRoom.</summary>
    DeleteRoom = 4,
}
