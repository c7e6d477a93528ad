using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OutboundCall.Calls;

namespace OutboundCall.Output;

/// <summary>Prints what became of a call.</summary>
internal sealed class ReportWriter
{
    // The output goes to programs and terminals, not into HTML: "+" and quotes may stay readable.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly bool _json;
    private readonly bool _showNumbers;
    private readonly Action<CallReport> _show;

    /// <param name="json">Writes one JSON object on standard output, and nothing else there.</param>
    /// <param name="showNumbers">Leaves phone numbers as they are.</param>
    /// <param name="show">Shows a report to people. Default: two lines of text.</param>
    public ReportWriter(bool json, bool showNumbers = false, Action<CallReport>? show = null)
    {
        _show = show ?? WriteText;
        _json = json;
        _showNumbers = showNumbers;
    }

    /// <returns>The exit code.</returns>
    public int Write(CallReport report)
    {
        if (!_showNumbers && report.SipStatus is { } status)
        {
            report = report with { SipStatus = PhoneNumber.Mask(status) };
        }

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
            _show(report);
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

    private static void WriteText(CallReport report)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Outcome} after {report.ElapsedMs / 1000.0:0.0} s. {report.Message}"));
        if (report.ParticipantId is not null)
        {
            Console.Out.WriteLine($"Room {report.RoomName}, participant {report.ParticipantIdentity} ({report.ParticipantId}), call {report.SipCallId}.");
        }
        else
        {
            Console.Out.WriteLine($"Advice: {report.Advice}.");
        }
    }
}
