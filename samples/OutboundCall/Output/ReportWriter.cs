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
        report = _showNumbers ? report : WithoutNumbers(report);
        if (_json)
        {
            Console.Out.WriteLine(ToJson(report));
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

    /// <summary>The report with the phone numbers masked that the carrier may have put into its phrase.</summary>
    public static CallReport WithoutNumbers(CallReport report) => report.SipStatus is { } status ? report with { SipStatus = PhoneNumber.Mask(status) } : report;

    /// <summary>The report as one line of JSON.</summary>
    public static string ToJson(CallReport report) => JsonSerializer.Serialize(report, report.GetType(), Json);

    /// <summary>Shows the report of something that did not work out.</summary>
    public static void WriteError(CallReport report) => Console.Error.WriteLine($"error: {report.Message}");

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
