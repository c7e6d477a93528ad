namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>Whether an RPC may be sent again when its answer is lost.</summary>
internal enum RepeatClass
{
    /// <summary>The RPC makes a phone ring or a call move; unset means this.</summary>
    Dial = 0,

    /// <summary>A repeat would make a second thing.</summary>
    Create,

    /// <summary>A repeat ends in the same state.</summary>
    Overwrite,

    /// <summary>A repeat changes nothing.</summary>
    Read,
}

internal static class RepeatClassExtensions
{
    /// <summary>Whether a repeat ends in the same state as the request sent once.</summary>
    public static bool IsIdempotent(this RepeatClass repeat) => repeat is RepeatClass.Read or RepeatClass.Overwrite;
}
