using LiveKit.Sip.Tests.Faults.Hosts;

namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>One cell of the fault matrix.</summary>
/// <param name="Fault">The fault; null for none.</param>
/// <param name="Column">What it strikes.</param>
/// <param name="Host">How the client is made.</param>
internal readonly record struct MatrixCell(FaultPoint? Fault, MatrixColumn Column, HostKind Host)
{
    public bool IsDial => Column is MatrixColumn.Dial or MatrixColumn.DialAlways or MatrixColumn.DialBusy or MatrixColumn.DialNoAnswer;

    public bool IsAlways => Column == MatrixColumn.DialAlways;

    /// <summary>The RPC that is struck.</summary>
    public string Rpc => Column switch
    {
        MatrixColumn.Read => "ListSIPOutboundTrunk",
        MatrixColumn.Overwrite => "RemoveParticipant",
        MatrixColumn.Create => "CreateSIPOutboundTrunk",
        MatrixColumn.Dispatch => "CreateDispatch",
        MatrixColumn.Transfer => "TransferSIPParticipant",
        _ => "CreateSIPParticipant",
    };

    /// <summary>Whether carrying it out twice would do harm.</summary>
    public bool IsHarmfulTwice => Column is not (MatrixColumn.Read or MatrixColumn.Overwrite);

    /// <summary>
    /// Whether there can be such a cell: through a caller's HttpClient, what must not be repeated goes over HTTP/1.1, where HTTP/2's
    /// faults do not arise; and no fault strikes no further requests.
    /// </summary>
    public bool Exists => Fault is { } fault
        ? !(fault.IsHttp2() && Host == HostKind.OwnHttpClientWithRetries && IsHarmfulTwice)
        : !IsAlways;
}
