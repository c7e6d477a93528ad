using System.Diagnostics;
using System.Globalization;
using LiveKit.Sip;
using Spectre.Console;

namespace OutboundCall;

/// <summary>Shows several calls: on a terminal as a table that changes, elsewhere as a line for each step; and in the end what became of them.</summary>
internal sealed class CallTable
{
    private readonly bool _isTerminal = !Console.IsOutputRedirected;
    private readonly CallRow[] _rows;

    public CallTable(IEnumerable<string> callees)
    {
        Action<CallRow> onStep = _isTerminal ? static _ => { } : static row => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Seconds,5:0.0} s  {row.Who}: {row.Step}"));
        _rows = [.. callees.Select(who => new CallRow(who, onStep))];
    }

    public CallRow RowOf(int index) => _rows[index];

    /// <summary>Shows the calls until they are over.</summary>
    public Task FollowAsync(Task calls)
        => !_isTerminal ? calls : AnsiConsole.Live(NewTable()).StartAsync(async display =>
        {
            using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            while (!calls.IsCompleted)
            {
                display.UpdateTarget(NewTable());
                await Task.WhenAny(calls, ticks.WaitForNextTickAsync().AsTask());
            }

            display.UpdateTarget(NewTable());
            await calls;
        });

    /// <summary>Writes what became of each call.</summary>
    public void WriteSummary()
    {
        Console.WriteLine();
        Console.WriteLine($"{"Who",-26} {"Outcome",-19} {"SIP status",-24} Seconds  Advice");
        foreach (var row in _rows)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{row.Who,-26} {row.Step,-19} {row.SipStatus,-24} {row.Seconds,7:0.0}  {row.Advice}"));
        }
    }

    private Table NewTable()
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumns("", "", "");
        foreach (var row in _rows)
        {
            table.AddRow(new Text(row.Who), new Text(row.Step), new Text(string.Create(CultureInfo.InvariantCulture, $"{row.Seconds:0.0} s")));
        }

        return table;
    }
}

/// <summary>Where one call stands. Its steps may be told on any thread.</summary>
internal sealed class CallRow : IProgress<CallStatus>
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly Action<CallRow> _onStep;
    private volatile string _step = "Calling";

    public CallRow(string who, Action<CallRow> onStep)
    {
        Who = who;
        _onStep = onStep;
    }

    public string Who { get; }

    /// <summary>The status of the call while it is placed, its outcome in the end.</summary>
    public string Step => _step;

    public double Seconds => _clock.Elapsed.TotalSeconds;

    public string SipStatus { get; private set; } = "";

    public string Advice { get; private set; } = "";

    public void Report(CallStatus value) => Enter(value.ToString());

    public void End(DialResult result)
    {
        SipStatus = string.Create(CultureInfo.InvariantCulture, $"{result.Error?.SipStatusCode} {result.Error?.SipStatus}").Trim();
        Advice = result.Error?.RetryAdvice switch
        {
            null => "talk",
            RetryAdvice.Later => "call again later",
            RetryAdvice.AfterPause => "call again after a pause",
            RetryAdvice.AfterFixing => "fix it before calling again",
            _ => "don't call again",
        };
        End(result.Outcome.ToString());
    }

    public void End(DialCanceledException cancellation)
    {
        Advice = cancellation.CleanUp == DialCleanUp.Failed ? "the phone may ring on" : "call again when you like";
        End("Canceled");
    }

    private void End(string outcome)
    {
        _clock.Stop();
        Enter(outcome);
    }

    private void Enter(string step)
    {
        _step = step;
        _onStep(this);
    }
}
