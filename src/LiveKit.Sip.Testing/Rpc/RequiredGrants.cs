namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The grants that an RPC requires. A token must have all of them.</summary>
[Flags]
internal enum RequiredGrants
{
    None = 0,
    SipAdmin = 1,
    SipCall = 2,
    RoomCreate = 4,
    RoomList = 8,

    /// <summary>The grant to administer a room. It counts only for the room that the token names.</summary>
    RoomAdmin = 16,

    /// <summary>The room to which the request moves or forwards a participant must be the one that the token names as its destination.</summary>
    DestinationRoom = 32,
}
