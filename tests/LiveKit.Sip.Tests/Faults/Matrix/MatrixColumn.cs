namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>What is under way when the fault strikes. Unless said otherwise only the first request of its RPC is struck.</summary>
public enum MatrixColumn
{
    /// <summary>ListSIPOutboundTrunk: repeat class "read".</summary>
    Read,

    /// <summary>RemoveParticipant: repeat class "overwrite", and a deletion whose repeat finds nothing.</summary>
    Overwrite,

    /// <summary>CreateSIPOutboundTrunk: repeat class "create".</summary>
    Create,

    /// <summary>CreateDispatch: repeat class "create", and an agent comes.</summary>
    Dispatch,

    /// <summary>TransferSIPParticipant to a phone that answers at once: repeat class "dial".</summary>
    Transfer,

    /// <summary>CreateSIPParticipant waiting for the answer of a phone that answers at once: repeat class "dial".</summary>
    Dial,

    /// <summary>The same, and from then on every request, of whatever RPC, is struck: the room cannot be asked either.</summary>
    DialAlways,

    /// <summary>A dial of a busy phone, which is HTTP 429.</summary>
    DialBusy,

    /// <summary>A dial of a phone that nobody answers, with a short ringing time. That is HTTP 408.</summary>
    DialNoAnswer,
}
