using System.CommandLine;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tool.Calls;
using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Output;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Commands.Demo;

/// <summary><c>demo</c>: a handful of calls at once on a mock LiveKit inside this program, each with a fate of its own.</summary>
internal sealed class DemoCommand : Command
{
    public DemoCommand(ToolHost host)
        : base("demo", "Places calls with different fates on a mock LiveKit inside this program. Calls nobody, needs no server.")
    {
        SetAction((_, cancellationToken) => RunAsync(host, cancellationToken));
    }

    public static async Task<int> RunAsync(ToolHost host, CancellationToken cancellationToken)
    {
        // Signals are caught from here on, and not only from the first wait inside the calls.
        await Task.Yield();
        try
        {
            await ShowAsync(host, cancellationToken);
            return ExitCodes.Success;
        }
        catch (OperationCanceledException)
        {
            await host.Error.Writer.WriteLineAsync("Stopped before the first call.");
            return ExitCodes.NotAnswered;
        }
    }

    private static async Task ShowAsync(ToolHost host, CancellationToken cancellationToken)
    {
        await using var server = await MockLiveKitServer.StartAsync(new MockLiveKitOptions { TimeProvider = host.Time }, cancellationToken);
        await using var livekit = new LiveKitClient(new LiveKitOptions
        {
            Url = server.Url.OriginalString,
            ApiKey = server.ApiKey,
            ApiSecret = server.ApiSecret,
            TimeProvider = host.Time,
        });
        await host.Output.Writer.WriteLineAsync($"Calling {DemoCalls.All.Count} phones of a mock LiveKit at {server.Url.OriginalString}");

        var calls = new List<CallTrack>();
        foreach (var call in DemoCalls.All)
        {
            server.Phones[call.Number] = call.Phone;
            calls.Add(new CallTrack(call.Who, host.Time));
        }

        // One client places all calls at once.
        var placer = new CallPlacer(livekit.Sip, new FailureTexts(server.Url, usesToken: false), host.Time);
        await CallDisplay.On(host.Output, host.Time).ShowAsync(
            calls,
            () => Task.WhenAll(calls.Zip(DemoCalls.All, (track, call) => PlaceAsync(placer, call, track, host.Time, cancellationToken))));
        SummaryTable.Write(host.Output, calls);
    }

    private static async Task PlaceAsync(CallPlacer placer, DemoCall call, CallTrack track, TimeProvider time, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(call.CancelAfter, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        await track.FollowAsync((progress, token) => placer.PlaceAsync(call.ToRequest(), new DialOptions { Progress = progress }, token), either.Token);
    }
}
