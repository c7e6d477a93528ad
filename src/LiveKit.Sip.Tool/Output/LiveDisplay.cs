using System.Globalization;
using Spectre.Console;

namespace LiveKit.Sip.Tool.Output;

/// <summary>A table that follows the calls, for terminals.</summary>
internal sealed class LiveDisplay : CallDisplay
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly TimeProvider _time;

    public LiveDisplay(IAnsiConsole console, TimeProvider time)
    {
        _console = console;
        _time = time;
    }

    public override Task ShowAsync(IReadOnlyList<CallTrack> calls, Func<Task> workAsync)
        => _console.Live(TableOf(calls)).StartAsync(async display =>
        {
            using var ticks = new PeriodicTimer(Refresh, _time);
            var work = workAsync();
            while (!work.IsCompleted)
            {
                display.UpdateTarget(TableOf(calls));
                await Task.WhenAny(work, ticks.WaitForNextTickAsync().AsTask());
            }

            display.UpdateTarget(TableOf(calls));
            await work;
        });

    private static Table TableOf(IReadOnlyList<CallTrack> calls)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        foreach (var call in calls)
        {
            table.AddRow(
                new Text(call.Who),
                new Text(call.Step, new Style(OutcomeColors.Of(call))),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{call.Elapsed.TotalSeconds:0.0} s")).RightJustified());
        }

        return table;
    }
}
