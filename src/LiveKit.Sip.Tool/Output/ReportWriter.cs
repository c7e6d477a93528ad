using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LiveKit.Sip.Tool.Host;
using LiveKit.Sip.Tool.Reports;
using LiveKit.Sip.Tool.Words;

namespace LiveKit.Sip.Tool.Output;

/// <summary>Prints what became of a call, or of a command that failed.</summary>
internal sealed class ReportWriter
{
    // The output goes to programs and terminals, not into HTML: "+" and quotes may stay readable.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ToolHost _host;
    private readonly bool _json;
    private readonly bool _showNumbers;
    private readonly bool _isForCalls;

    /// <param name="host">The streams.</param>
    /// <param name="json">Writes one JSON object on standard output, and nothing else there.</param>
    /// <param name="showNumbers">Leaves phone numbers as they are.</param>
    /// <param name="isForCalls">Whether a failure, too, is the outcome of a call, which people read on standard output.</param>
    public ReportWriter(ToolHost host, bool json, bool showNumbers = false, bool isForCalls = true)
    {
        _host = host;
        _json = json;
        _showNumbers = showNumbers;
        _isForCalls = isForCalls;
    }

    /// <returns>The exit code.</returns>
    public int Write(CallReport report)
    {
        report = _showNumbers ? report : WithoutNumbers(report);
        if (_json)
        {
            _host.Output.Writer.WriteLine(ToJson(report));
        }
        else if (report.ExitCode == ExitCodes.WrongUsage)
        {
            WriteErrors(report.Message);
        }
        else if (_isForCalls)
        {
            WriteOutcome(report);
        }
        else
        {
            WriteTrouble(report);
        }

        return report.ExitCode;
    }

    /// <summary>The report with the phone numbers masked that the carrier may have put into its phrase.</summary>
    public static CallReport WithoutNumbers(CallReport report) => report.SipStatus is { } status ? report with { SipStatus = PhoneNumber.Mask(status) } : report;

    /// <summary>The report as one line of JSON; an error as the small object that is the same for every command.</summary>
    public static string ToJson(CallReport report)
        => report.IsError
            ? JsonSerializer.Serialize(new { report.Outcome, report.Message, report.TwirpCode, report.RequestId, report.MayRingUntil, report.ElapsedMs }, Json)
            : JsonSerializer.Serialize(report, report.GetType(), Json);

    private void WriteTrouble(CallReport report)
    {
        _host.Error.Writer.WriteLine($"error: {report.Message}");
        if (report.MayRingUntil is { } until)
        {
            _host.Error.Writer.WriteLine($"Advice: {AdviceTexts.WhileRinging(until)}.");
        }
    }

    private void WriteErrors(string problems)
    {
        foreach (var problem in problems.Split(Environment.NewLine))
        {
            _host.Error.Writer.WriteLine($"error: {problem}");
        }

        _host.Error.Writer.WriteLine("See --help for all options.");
    }

    private void WriteOutcome(CallReport report)
    {
        var output = _host.Output.Writer;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Outcome} after {report.ElapsedMs / 1000.0:0.0} s. {report.Message}"));
        if (report.ParticipantId is not null)
        {
            output.WriteLine($"Room {report.RoomName}, participant {report.ParticipantIdentity} ({report.ParticipantId}), call {report.SipCallId}.");
        }
        else
        {
            output.WriteLine($"Advice: {report.Advice}.");
        }
    }
}
