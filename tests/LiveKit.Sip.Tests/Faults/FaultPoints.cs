namespace LiveKit.Sip.Tests.Faults;

/// <summary>What the fault points have in common.</summary>
internal static class FaultPoints
{
    /// <summary>Whether the fault keeps a connection from coming about: no front ever sees the request.</summary>
    public static bool IsBeforeConnected(this FaultPoint fault)
        => fault is FaultPoint.NameNotResolved or FaultPoint.ConnectionRefused or FaultPoint.TlsFails;

    public static bool IsHttp2(this FaultPoint fault)
        => fault is FaultPoint.Http2GoAway or FaultPoint.Http2RefusedStream or FaultPoint.Http2ResetAfterBody;

    /// <summary>Whether the whole body is read off the connection.</summary>
    public static bool TakesBody(this FaultPoint fault)
        => !fault.IsBeforeConnected()
            && fault is not (FaultPoint.ResetBeforeBody or FaultPoint.ResetAfterHalfBody or FaultPoint.Http2GoAway or FaultPoint.Http2RefusedStream);

    /// <summary>Whether the mock gets the request.</summary>
    public static bool IsForwarded(this FaultPoint fault)
        => fault.TakesBody() && (fault.Status() is null || fault is FaultPoint.Status502AfterForwarding or FaultPoint.Status504AfterForwarding);

    /// <summary>The status that a proxy answers instead of the mock; null if it answers none.</summary>
    public static int? Status(this FaultPoint fault) => fault switch
    {
        FaultPoint.Status408 => 408,
        FaultPoint.Status429 => 429,
        FaultPoint.Status451 => 451,
        FaultPoint.Status500 => 500,
        FaultPoint.Status502 or FaultPoint.Status502AfterForwarding => 502,
        FaultPoint.Status503 => 503,
        FaultPoint.Status504 or FaultPoint.Status504AfterForwarding => 504,
        FaultPoint.Status520 => 520,
        _ => null,
    };
}
