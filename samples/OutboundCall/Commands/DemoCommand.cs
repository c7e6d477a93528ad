using System.CommandLine;
using LiveKit.Sip;
using LiveKit.Sip.Testing;
using OutboundCall.Calls;
using OutboundCall.Output;

namespace OutboundCall.Commands;

/// <summary><c>demo</c>: a handful of calls at once on a mock LiveKit inside this program, each with a fate of its own.</summary>
internal sealed class DemoCommand : Command
{
    public DemoCommand()
        : base("demo", "Places calls with different fates on a mock LiveKit inside this program. Calls nobody, needs no server.")
    {
        SetAction((_, cancellationToken) => RunAsync(cancellationToken));
    }

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ShowAsync(cancellationToken);
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped before the first call.");
            return ExitCode.NotAnswered;
        }
    }

    private static async Task ShowAsync(CancellationToken cancellationToken)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: cancellationToken);
        await using var livekit = new LiveKitClient(server.Url.OriginalString, server.ApiKey, server.ApiSecret);
        await Console.Out.WriteLineAsync($"Calling {DemoCalls.All.Count} phones of a mock LiveKit at {server.Url.OriginalString}");

        var calls = new List<CallTrack>();
        foreach (var call in DemoCalls.All)
        {
            server.Phones[call.Number] = call.Phone;
            calls.Add(new CallTrack(call.Who));
        }

        // One client places all calls at once.
        await CallDisplay.On(Console.Out).ShowAsync(
            calls,
            () => Task.WhenAll(calls.Zip(DemoCalls.All, (track, call) => PlaceAsync(livekit.Sip, call, track, cancellationToken))));
        SummaryTable.Write(calls);
    }

    private static async Task PlaceAsync(SipClient sip, DemoCall call, CallTrack track, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(call.CancelAfter);
        await track.FollowAsync((progress, token) => CallPlacer.PlaceAsync(sip, call.ToRequest(), new DialOptions { Progress = progress }, token), patience.Token);
    }
}
