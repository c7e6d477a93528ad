using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using LiveKit.Sip;

namespace AgentOutboundCall;

/// <summary>What became of the call; its public members are those of <c>--json</c>, in that order.</summary>
internal sealed record CallReport
{
    /// <summary>A <see cref="CallOutcome"/>, or <c>AgentNotJoined</c>, <c>Failed</c> (trouble with LiveKit) or <c>Canceled</c>.</summary>
    public required string Outcome { get; init; }

    public required string Message { get; init; }

    public int? SipStatusCode { get; init; }

    public string? RoomName { get; init; }

    public string? DispatchId { get; init; }

    public string? AgentIdentity { get; init; }

    public string? ParticipantIdentity { get; init; }

    public string? SipCallId { get; init; }

    /// <summary>Until when the phone may ring; null if it does not.</summary>
    public DateTimeOffset? MayRingUntil { get; init; }

    /// <summary>What the program tells the shell.</summary>
    internal required int ExitCode { get; init; }

    public static CallReport OfAnswer(AgentCall call) => new()
    {
        Outcome = nameof(CallOutcome.Answered),
        Message = "The call was answered and hung up.",
        RoomName = call.Call.RoomName,
        DispatchId = call.Dispatch.Id,
        AgentIdentity = call.Agent.Identity,
        ParticipantIdentity = call.Call.ParticipantIdentity,
        SipCallId = call.Call.SipCallId,
        ExitCode = ExitCodes.Success,
    };

    public static CallReport OfAbsence(AgentNotJoinedException absence) => new()
    {
        Outcome = "AgentNotJoined",
        Message = absence.Message,
        RoomName = absence.RoomName,
        DispatchId = absence.DispatchId,
        ExitCode = ExitCodes.NotAnswered,
    };

    public static CallReport OfFailure(SipCallException failure) => new()
    {
        Outcome = failure.Outcome.ToString(),
        Message = failure.Message,
        SipStatusCode = failure.SipStatusCode,
        RoomName = failure.RoomName,
        ParticipantIdentity = failure.ParticipantIdentity,
        MayRingUntil = failure.MayRingUntil,
        ExitCode = failure.Outcome switch
        {
            CallOutcome.InvalidRequest => ExitCodes.WrongUsage,
            CallOutcome.Unknown => ExitCodes.Unknown,
            _ => ExitCodes.NotAnswered,
        },
    };

    public static CallReport OfTrouble(LiveKitException trouble) => new()
    {
        Outcome = "Failed",
        Message = trouble.Message,
        ExitCode = ExitCodes.Unknown,
    };

    public static CallReport OfCancellation(DialCanceledException cancellation) => new()
    {
        Outcome = "Canceled",
        Message = cancellation.CleanUp switch
        {
            DialCleanUp.Removed => "The call was canceled, and the phone is quiet.",
            DialCleanUp.NotNeeded => "The call was canceled before it left this machine.",
            DialCleanUp.NothingFound => "The call was canceled; there was nothing left to end.",
            _ => "The call was canceled, but the phone could not be made quiet: it may ring until its ringing time is over.",
        },
        RoomName = cancellation.RoomName,
        ParticipantIdentity = cancellation.ParticipantIdentity,
        MayRingUntil = MayRing(cancellation) ? cancellation.DialReference.MayRingUntil : null,
        ExitCode = MayRing(cancellation) ? ExitCodes.Unknown : ExitCodes.NotAnswered,
    };

    /// <summary>A cancellation before anybody was called.</summary>
    public static CallReport OfCancellation(Exception? cleanUpFailure) => new()
    {
        Outcome = "Canceled",
        Message = cleanUpFailure is null ? "The call was canceled before anybody was called." : "Nobody was called, but the agent could not be called off.",
        ExitCode = ExitCodes.NotAnswered,
    };

    public static CallReport OfRefusal(IEnumerable<string> problems) => new()
    {
        Outcome = nameof(CallOutcome.InvalidRequest),
        Message = string.Join(Environment.NewLine, problems),
        ExitCode = ExitCodes.WrongUsage,
    };

    private static bool MayRing(DialCanceledException cancellation) => cancellation.CleanUp is DialCleanUp.Failed or DialCleanUp.LeftRinging;
}

/// <summary>What the program tells the shell.</summary>
internal static class ExitCodes
{
    public const int Success = 0;
    public const int NotAnswered = 1;
    public const int WrongUsage = 2;
    public const int Unknown = 3;
}

/// <summary>Tells people each step, and people or programs what became of the call.</summary>
internal sealed class Reporter
{
    // The output goes to programs, not into HTML: "+" and quotes may stay readable.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly InvocationConfiguration _console;
    private readonly bool _json;
    private readonly TimeProvider _time;
    private readonly long _began;

    /// <param name="console">Standard output and standard error.</param>
    /// <param name="json">Writes one JSON object on standard output, and nothing else there.</param>
    /// <param name="time">The clock.</param>
    public Reporter(InvocationConfiguration console, bool json, TimeProvider time)
    {
        _console = console;
        _json = json;
        _time = time;
        _began = time.GetTimestamp();
    }

    /// <summary>The number with all but its ends hidden.</summary>
    public static string Masked(string number) => number.Length > 5 ? $"{number[..3]}{new string('*', number.Length - 5)}{number[^2..]}" : number;

    public void Tell(string step)
        => (_json ? _console.Error : _console.Output).WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_time.GetElapsedTime(_began).TotalSeconds,5:0.0} s  {step}"));

    /// <returns>The exit code.</returns>
    public int Write(CallReport report)
    {
        if (_json)
        {
            _console.Output.WriteLine(JsonSerializer.Serialize(report, Json));
        }
        else if (report.ExitCode == ExitCodes.WrongUsage)
        {
            foreach (var problem in report.Message.Split(Environment.NewLine))
            {
                _console.Error.WriteLine($"error: {problem}");
            }

            _console.Error.WriteLine("See --help for all options.");
        }
        else
        {
            _console.Output.WriteLine($"{report.Outcome}: {report.Message}");
        }

        return report.ExitCode;
    }
}
