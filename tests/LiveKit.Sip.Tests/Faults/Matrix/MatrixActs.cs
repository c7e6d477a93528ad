using LiveKit.Protocol;
using LiveKit.Sip.Tests.Faults.Hosts;

namespace LiveKit.Sip.Tests.Faults.Matrix;

/// <summary>Does what a column of the fault matrix is about, and says in a word what its caller learnt.</summary>
internal static class MatrixActs
{
    public static readonly TimeSpan ShortRinging = TimeSpan.FromSeconds(10);

    public static async Task<Told> RunAsync(MatrixColumn column, FaultHost host, CancellationToken cancellationToken)
    {
        try
        {
            return column switch
            {
                MatrixColumn.Dial or MatrixColumn.DialAlways => await DialAsync(host, NewDial("+15005550001"), cancellationToken),
                MatrixColumn.DialBusy => await DialAsync(host, NewDial("+15005550486"), cancellationToken),
                MatrixColumn.DialNoAnswer => await DialAsync(host, NewDial("+15005550000", ShortRinging), cancellationToken),
                _ => await CallAsync(column, host, cancellationToken),
            };
        }
        catch (SipCallException e)
        {
            return new Told(e.Outcome.ToString()) { SaysHowLong = e.MayHaveRung || e.Outcome != CallOutcome.Unknown, Unsent = !e.MayHaveRung };
        }
        catch (TwirpException e)
        {
            return new Told($"{e.Code} ({e.HttpStatus})");
        }
        catch (LiveKitTransportException e)
        {
            return new Told(e.RequestSent ? $"{e.Failure}" : $"{e.Failure} unsent") { Unsent = !e.RequestSent };
        }
    }

    public static DialRequest NewDial(string to, TimeSpan? ringing = null) => new()
    {
        To = to,
        RoomName = MatrixBed.Room,
        Trunk = new InlineTrunk { Hostname = "sip.example.com", From = "+15550100" },
        RingingTimeout = ringing,
    };

    public static SIPOutboundTrunkInfo NewTrunk() => new() { Name = "trunk", Address = "sip.example.com", Numbers = { "+15550100" } };

    private static async Task<Told> DialAsync(FaultHost host, DialRequest request, CancellationToken cancellationToken)
    {
        var result = await host.LiveKit.Sip.TryDialAsync(request, null, cancellationToken);
        return new Told(result.Outcome.ToString())
        {
            SaysHowLong = result.Outcome != CallOutcome.Unknown || result.Error is { MayHaveRung: true, MayRingUntil: not null },
            Unsent = result.Error is { MayHaveRung: false },
        };
    }

    private static async Task<Told> CallAsync(MatrixColumn column, FaultHost host, CancellationToken cancellationToken)
    {
        switch (column)
        {
            case MatrixColumn.Read:
                // Left after the first, so that it is one request.
                var trunk = await host.LiveKit.Sip.ListSipOutboundTrunkAsync(null, cancellationToken).FirstOrDefaultAsync(cancellationToken);
                return new Told(trunk is null ? "no trunk" : "ok");
            case MatrixColumn.Overwrite:
                await host.LiveKit.Rooms.RemoveParticipantAsync(MatrixBed.Room, MatrixBed.Callee, cancellationToken);
                break;
            case MatrixColumn.Create:
                await host.LiveKit.Sip.CreateSipOutboundTrunkAsync(NewTrunk(), cancellationToken);
                break;
            case MatrixColumn.Dispatch:
                await host.LiveKit.AgentDispatch.CreateDispatchAsync(MatrixBed.Room, MatrixBed.Agent, cancellationToken: cancellationToken);
                break;
            default:
                await host.LiveKit.Sip.TransferAsync(MatrixBed.Room, MatrixBed.Callee, "+15005550001", cancellationToken: cancellationToken);
                break;
        }

        return new Told("ok");
    }
}

/// <summary>What a caller was told.</summary>
/// <param name="Outcome">In a word.</param>
internal sealed record Told(string Outcome)
{
    /// <summary>If it is unknown what became of a dial: that it may have rung, and until when.</summary>
    public bool SaysHowLong { get; init; } = true;

    /// <summary>That nothing has happened.</summary>
    public bool Unsent { get; init; }
}
