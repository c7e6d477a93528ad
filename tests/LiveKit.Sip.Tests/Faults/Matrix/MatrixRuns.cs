using System.Collections.Concurrent;
using LiveKit.Sip.Testing;

namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>Runs cells of the fault matrix, each once in this process.</summary>
internal static class MatrixRuns
{
    /// <summary>Pauses of client and server are shorter than this, deadlines longer.</summary>
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(3);

    /// <summary>When a client gives up that waits for a phone to be answered: 30 s of ringing, 5 s for the server, 8 s more for itself.</summary>
    private static readonly TimeSpan DeadlineOfCalls = TimeSpan.FromSeconds(43);

    /// <summary>When it gives up on anything else.</summary>
    private static readonly TimeSpan DeadlineOfRequests = TimeSpan.FromSeconds(10);

    /// <summary>A call that was transferred leaves within this time.</summary>
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(2);

    /// <summary>In real time; nothing waits in it.</summary>
    private static readonly TimeSpan Hopeless = TimeSpan.FromSeconds(60);

    private static readonly ConcurrentDictionary<MatrixCell, Lazy<Task<Measured>>> Runs = new();

    public static Task<Measured> Of(MatrixCell cell) => Runs.GetOrAdd(cell, static cell => new Lazy<Task<Measured>>(() => RunAsync(cell))).Value;

    private static async Task<Measured> RunAsync(MatrixCell cell)
    {
        using var hopeless = new CancellationTokenSource(Hopeless, TimeProvider.System);
        await using var bed = await MatrixBed.StartAsync(cell, hopeless.Token);
        var acting = MatrixActs.RunAsync(cell.Column, bed.Host, hopeless.Token);
        await PassTimeAsync(cell, bed, acting, hopeless.Token);
        var told = await acting;
        bed.Clock.Advance(Aftermath);
        return new Measured(
            bed.Front.CompleteBodies(cell.Rpc),
            bed.Server.Requests.Count(request => request.Method == cell.Rpc),
            await EffectsAsync(cell, bed, hopeless.Token),
            told.Outcome,
            HasCallee(cell) ? RoomOf(bed.Server) : null)
        {
            SaysHowLong = told.SaysHowLong,
            IsSaidToBeUnsent = told.Unsent,
        };
    }

    // What takes longer than a pause is passed in one step, and only when nothing else goes on: a deadline, or a ringing time.
    private static async Task PassTimeAsync(MatrixCell cell, MatrixBed bed, Task acting, CancellationToken cancellationToken)
    {
        var silences = 0;
        while (!acting.IsCompleted)
        {
            await bed.Clock.PassPausesUntilAsync(
                () => acting.IsCompleted || bed.Silenced() > silences || bed.RingsInVain(),
                LongestPause,
                cancellationToken);
            if (bed.RingsInVain())
            {
                bed.Clock.Advance(MatrixActs.ShortRinging);
            }
            else if (!acting.IsCompleted)
            {
                var isOfCall = silences == 0 && (cell.IsDial || cell.Column == MatrixColumn.Transfer);
                bed.Clock.Advance(isOfCall ? DeadlineOfCalls : DeadlineOfRequests);
                silences++;
            }
        }
    }

    private static async Task<int> EffectsAsync(MatrixCell cell, MatrixBed bed, CancellationToken cancellationToken) => cell.Column switch
    {
        MatrixColumn.Read => 0,
        MatrixColumn.Overwrite => bed.Server.Dials.Count(static dial => dial.End?.Reason == DialEndReason.ParticipantRemoved),
        MatrixColumn.Create or MatrixColumn.Dispatch => await bed.StoredAsync(cancellationToken),
        MatrixColumn.Transfer => bed.Server.Transfers.Count(static transfer => transfer.Rang),
        _ => bed.Server.Dials.Sum(static dial => dial.RingCount),
    };

    private static bool HasCallee(MatrixCell cell) => cell.Column is not (MatrixColumn.Read or MatrixColumn.Create or MatrixColumn.Dispatch);

    private static string RoomOf(MockLiveKitServer server)
    {
        var callees = server.Rooms
            .SelectMany(static room => room.Participants)
            .Where(static participant => participant.Attributes.ContainsKey("sip.callStatus"))
            .Select(static participant => participant.Attributes["sip.callStatus"])
            .ToList();
        return callees.Count == 0 ? "empty" : string.Join('+', callees);
    }
}
