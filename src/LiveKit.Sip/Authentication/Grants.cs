namespace LiveKit.Sip.Authentication;

/// <summary>The rights an RPC needs, as in the grants column of LiveKit's service table.</summary>
[Flags]
internal enum Grants
{
    None = 0,
    SipAdmin = 1 << 0,
    SipCall = 1 << 1,
    RoomCreate = 1 << 2,
    RoomList = 1 << 3,
    RoomAdmin = 1 << 4,
}

/// <summary>The rights of one token: what may be done, and in which rooms.</summary>
internal readonly record struct TokenScope(Grants Grants, string? Room = null, string? DestinationRoom = null)
{
    public VideoGrant? ToVideoGrant()
        => (Grants & (Grants.RoomCreate | Grants.RoomList | Grants.RoomAdmin)) == Grants.None
            ? null
            : new VideoGrant
            {
                RoomCreate = Grants.HasFlag(Grants.RoomCreate),
                RoomList = Grants.HasFlag(Grants.RoomList),
                RoomAdmin = Grants.HasFlag(Grants.RoomAdmin),
                Room = Room,
                DestinationRoom = DestinationRoom,
            };

    public SipGrant? ToSipGrant()
        => (Grants & (Grants.SipAdmin | Grants.SipCall)) == Grants.None
            ? null
            : new SipGrant { Admin = Grants.HasFlag(Grants.SipAdmin), Call = Grants.HasFlag(Grants.SipCall) };
}
