using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OutboundCall;
using OutboundCall.Output;

namespace AgentOutboundCall;

/// <summary>Tells people each step, and people or programs what became of the call.</summary>
internal sealed class Reporter
{
    // The output goes to programs, not into HTML: "+" and quotes may stay readable.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _json;

    /// <param name="json">Writes one JSON object on standard output, and nothing else there.</param>
    public Reporter(bool json)
    {
        _json = json;
    }

    public void Tell(string step)
        => (_json ? Console.Error : Console.Out).WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,5:0.0} s  {PhoneNumber.Mask(step)}"));

    /// <returns>The exit code.</returns>
    public int Write(CallReport report)
    {
        if (_json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(report, Json));
        }
        else if (report.ExitCode == ExitCode.WrongUsage)
        {
            WriteErrors(report.Message);
        }
        else
        {
            Console.Out.WriteLine($"{report.Outcome}: {report.Message}");
        }

        return report.ExitCode;
    }

    private static void WriteErrors(string problems)
    {
        foreach (var problem in problems.Split(Environment.NewLine))
        {
            Console.Error.WriteLine($"error: {problem}");
        }

        Console.Error.WriteLine("See --help for all options.");
    }
}
