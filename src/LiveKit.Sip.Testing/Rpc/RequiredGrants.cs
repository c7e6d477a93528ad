namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The grants that an RPC asks for; all of them must be there.</summary>
[Flags]
internal enum RequiredGrants
{
    None = 0,
    SipAdmin = 1,
    SipCall = 2,
    RoomCreate = 4,

    RoomList = 8,

    /// <summary>Counts only for the room that the token names.</summary>
    RoomAdmin = 16,

    /// <summary>The room that the request takes a participant to, named by the token.</summary>
    DestinationRoom = 32,
}
