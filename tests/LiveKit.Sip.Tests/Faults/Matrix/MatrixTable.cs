using LiveKit.Sip.Tests.Faults.Hosts;
using static LiveKit.Sip.Tests.Faults.FaultPoint;

namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>What every cell of the fault matrix has to come to.</summary>
internal static class MatrixTable
{
    /// <summary>Nothing has left this machine.</summary>
    private static readonly FaultPoint?[] Unsent = [NameNotResolved, ConnectionRefused, TlsFails];

    /// <summary>SocketsHttpHandler resends these by itself: the server has said that it has not looked at them.</summary>
    private static readonly FaultPoint?[] Resent = [Http2GoAway, Http2RefusedStream];

    /// <summary>LiveKit never gets it, which nobody on this side can know.</summary>
    private static readonly FaultPoint?[] LostOnTheWay = [ResetBeforeBody, ResetAfterHalfBody];

    /// <summary>LiveKit gets it; the connection breaks while it works.</summary>
    private static readonly FaultPoint?[] LostMeanwhile = [ResetAfterBody, Status502AfterForwarding, Status504AfterForwarding, Http2ResetAfterBody];

    /// <summary>LiveKit gets it and does it; what it answers gets lost.</summary>
    private static readonly FaultPoint?[] AnswerLost = [ResetAfterAnswerHeaders, HalfAnswer, UnreadableAnswer, Garbage, Silence];

    /// <summary>A proxy answers in LiveKit's place.</summary>
    private static readonly FaultPoint?[] ProxyFails = [Status500, Status502, Status503, Status504, Status520];

    private static readonly MatrixRow[] Read =
    [
        new("1 1 0 ok", [null, .. Unsent, .. LostOnTheWay, .. Resent]),
        new("2 2 0 ok", [.. LostMeanwhile, .. AnswerLost]),
        new("2 1 0 ok", ProxyFails),
        new("1 0 0 unknown (408)", [Status408]),
        new("1 0 0 resource_exhausted (429)", [Status429]),
        new("1 0 0 unknown (451)", [Status451]),

        // Reads and removals may be repeated, so nothing keeps the handler from it.
        new("2 1 0 ok", [Status408, Status429]) { Host = HostKind.OwnHttpClientWithRetries },
    ];

    private static readonly MatrixRow[] Overwrite =
    [
        new("1 1 1 ok, empty", [null, .. Unsent, .. LostOnTheWay, .. Resent]),
        new("2 2 1 ok, empty", [.. LostMeanwhile, .. AnswerLost]),
        new("2 1 1 ok, empty", ProxyFails),
        new("1 0 0 unknown (408), active", [Status408]),
        new("1 0 0 resource_exhausted (429), active", [Status429]),
        new("1 0 0 unknown (451), active", [Status451]),
        new("2 1 1 ok, empty", [Status408, Status429]) { Host = HostKind.OwnHttpClientWithRetries },
    ];

    private static readonly MatrixRow[] Dial =
    [
        new("1 1 1 Answered, active", [null, .. Unsent, .. Resent, .. LostMeanwhile, .. AnswerLost]),
        new("0 0 0 Unknown, empty", LostOnTheWay),
        new("1 0 0 Unknown, empty", [Status408, .. ProxyFails]),

        // What is not LiveKit's is believed at once where the room, or the same answer to the look, confirms it.
        new("1 0 0 ServiceUnavailable, empty", [Status429, Status451]),
        new("1 0 0 Unknown, empty", [Status429]) { Host = HostKind.OwnHttpClientWithRetries },
    ];

    private static readonly MatrixRow[] DialAlways =
    [
        new("0 0 0 ServiceUnavailable, empty", Unsent),
        new("0 0 0 Unknown, empty", [.. LostOnTheWay, .. Resent]),
        new("1 1 1 Unknown, active", [.. LostMeanwhile, .. AnswerLost.Except([Garbage])]),

        // A port that never answers in HTTP is taken for another service's. A LiveKit behind something that garbles every answer looks the same.
        new("1 1 1 ServiceUnavailable, active", [Garbage]),
        new("1 1 1 Unknown, active", [Garbage]) { Host = HostKind.OwnHttpClientWithRetries },
        new("1 0 0 Unknown, empty", [Status408, .. ProxyFails]),

        // What is not LiveKit's is believed at once where the room, or the same answer to the look, confirms it.
        new("1 0 0 ServiceUnavailable, empty", [Status429, Status451]),
        new("1 0 0 Unknown, empty", [Status429]) { Host = HostKind.OwnHttpClientWithRetries },
    ];

    private static readonly MatrixRow[] DialBusy =
    [
        new("1 1 1 Busy, empty", [null, .. Unsent, .. Resent]),
        new("1 1 1 Unknown, empty", [.. LostMeanwhile, .. AnswerLost]),
        .. FailingBeforeLiveKit,

        // The handler drops the answer and tries again; the content can refuse that, but has not seen the answer.
        new("1 1 1 Unknown, empty", [null, .. Unsent]) { Host = HostKind.OwnHttpClientWithRetries },
    ];

    private static readonly MatrixRow[] DialNoAnswer =
    [
        new("1 1 1 NoAnswer, empty", [null, .. Unsent, .. Resent]),

        // The participant's going proves nothing once an answer was lost: a restarted LiveKit has forgotten its rooms, too.
        new("1 1 1 Unknown, empty", [.. LostMeanwhile, .. AnswerLost]),
        .. FailingBeforeLiveKit,
        new("1 1 1 Unknown, empty", [null, .. Unsent]) { Host = HostKind.OwnHttpClientWithRetries },
    ];

    public static IReadOnlyList<MatrixCell> Cells { get; } =
    [
        .. from column in Enum.GetValues<MatrixColumn>()
           from fault in Faults
           from host in Enum.GetValues<HostKind>()
           select new MatrixCell(fault, column, host) into cell
           where cell.Exists
           select cell,
    ];

    public static FaultPoint?[] Faults => [null, .. Enum.GetValues<FaultPoint>()];

    private static MatrixRow[] FailingBeforeLiveKit =>
    [
        new("0 0 0 Unknown, empty", LostOnTheWay),
        new("1 0 0 Unknown, empty", [Status408, .. ProxyFails]),

        // What is not LiveKit's is believed at once where the room, or the same answer to the look, confirms it.
        new("1 0 0 ServiceUnavailable, empty", [Status429, Status451]),
        new("1 0 0 Unknown, empty", [Status429]) { Host = HostKind.OwnHttpClientWithRetries },
    ];

    /// <exception cref="InvalidOperationException">Nothing, or more than one thing, is expected of the cell.</exception>
    public static string Expected(MatrixCell cell)
    {
        var rows = RowsOf(cell.Column).Where(row => row.Faults.Contains(cell.Fault)).ToLookup(static row => row.Host);
        return (rows.Contains(cell.Host) ? rows[cell.Host] : rows[null]).Single().Expected;
    }

    private static MatrixRow[] RowsOf(MatrixColumn column) => column switch
    {
        MatrixColumn.Read => Read,
        MatrixColumn.Overwrite => Overwrite,
        MatrixColumn.Create or MatrixColumn.Dispatch => Once,
        MatrixColumn.Transfer => Transfer,
        MatrixColumn.Dial => Dial,
        MatrixColumn.DialAlways => DialAlways,
        MatrixColumn.DialBusy => DialBusy,
        _ => DialNoAnswer,
    };

    /// <summary>What must not be done twice, and cannot be asked about.</summary>
    private static MatrixRow[] Once =>
    [
        new("1 1 1 ok", [null, .. Unsent, .. Resent]),
        new("0 0 0 ConnectionLost", LostOnTheWay),
        new("1 1 1 ConnectionLost", [ResetAfterBody, ResetAfterAnswerHeaders, HalfAnswer, Http2ResetAfterBody]),
        new("1 1 1 AnswerUnreadable", [UnreadableAnswer, Garbage]),
        new("1 1 1 DeadlinePassed", [Silence]),
        new("1 1 1 unavailable (502)", [Status502AfterForwarding]),
        new("1 1 1 unavailable (504)", [Status504AfterForwarding]),
        new("1 0 0 unknown (408)", [Status408]),
        new("1 0 0 resource_exhausted (429)", [Status429]),
        new("1 0 0 unknown (451)", [Status451]),
        new("1 0 0 unknown (500)", [Status500]),
        new("1 0 0 unavailable (502)", [Status502]),
        new("1 0 0 unavailable (503)", [Status503]),
        new("1 0 0 unavailable (504)", [Status504]),
        new("1 0 0 unknown (520)", [Status520]),

        // What the handler dropped before it was refused a repeat, nobody else has seen.
        new("0 0 0 RepeatRefused", LostOnTheWay) { Host = HostKind.OwnHttpClientWithRetries },
        new("1 1 1 RepeatRefused", [ResetAfterBody, Garbage, Status502AfterForwarding, Status504AfterForwarding]) { Host = HostKind.OwnHttpClientWithRetries },
        new("1 0 0 RepeatRefused", [Status408, Status429, .. ProxyFails]) { Host = HostKind.OwnHttpClientWithRetries },
    ];

    /// <summary>The same, told in the outcomes of a call.</summary>
    private static MatrixRow[] Transfer =>
    [
        new("1 1 1 ok, empty", [null, .. Unsent, .. Resent]),
        new("0 0 0 Unknown, active", LostOnTheWay),
        new("1 1 1 Unknown, empty", [.. LostMeanwhile, .. AnswerLost]),

        // LiveKit answers the look, so what answered the transfer stands in its place, and it may have transferred.
        new("1 0 0 Unknown, active", [Status408, Status429, Status451, .. ProxyFails]),
    ];
}
