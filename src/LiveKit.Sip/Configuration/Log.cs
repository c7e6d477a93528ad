using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Configuration;

/// <summary>
/// Everything that this library logs, in category <see cref="Category"/>: what costs a user something, one entry each.
/// Requests are named by their ids; no entry holds a number, a name or a secret.
/// </summary>
internal static partial class Log
{
    public const string Category = "LiveKit.Sip";

    [LoggerMessage(1, LogLevel.Warning, "{Rpc} failed ({Reason}); attempt {Attempt} follows in {Delay}. Request {RequestId}.")]
    public static partial void Repeating(ILogger logger, string rpc, string reason, int attempt, TimeSpan delay, string requestId);

    [LoggerMessage(2, LogLevel.Warning, "{Rpc} failed ({Reason}) and is not repeated: it may have been carried out. Request {RequestId}.")]
    public static partial void NotRepeated(ILogger logger, string rpc, string reason, string requestId);

    [LoggerMessage(
        EventId = 3,
        Message = "{Handler} tried to send {Rpc} again and was refused. Take it off this client: a dial that is repeated rings a phone twice. Request {RequestId}.")]
    public static partial void RepeatRefused(ILogger logger, LogLevel level, string handler, string rpc, string requestId);

    [LoggerMessage(4, LogLevel.Information, "Took {Handlers} off the HTTP client {Client}: what repeats or cuts requests can ring a phone twice.")]
    public static partial void HandlersRemoved(ILogger logger, string handlers, string client);

    [LoggerMessage(5, LogLevel.Information, "The participant of a dial was removed: {Reason}. Request {RequestId}.")]
    public static partial void ParticipantRemoved(ILogger logger, string reason, string requestId);

    [LoggerMessage(6, LogLevel.Error, "The participant of a dial could not be removed ({Reason}): the phone may ring until its time is over. Request {RequestId}.")]
    public static partial void CleanUpFailed(ILogger logger, string reason, string requestId);

    [LoggerMessage(7, LogLevel.Information, "The answer of a dial gave no outcome ({Reason}); the room says {Outcome}. Request {RequestId}.")]
    public static partial void Reconciled(ILogger logger, string reason, string outcome, string requestId);

    [LoggerMessage(8, LogLevel.Warning, "It is not known what became of a dial ({Reason}). The phone may ring until {MayRingUntil}. Request {RequestId}.")]
    public static partial void OutcomeUnknown(ILogger logger, string reason, DateTimeOffset? mayRingUntil, string requestId);

    [LoggerMessage(
        9,
        LogLevel.Warning,
        "The token lacks roomAdmin for the rooms of its dials: canceling one cannot make the phone quiet, and a lost answer cannot be looked up.")]
    public static partial void CannotCleanUp(ILogger logger);

    [LoggerMessage(10, LogLevel.Information, "{Rpc} goes to region {Region} ({Reason}). Request {RequestId}.")]
    public static partial void OtherRegion(ILogger logger, string rpc, string region, string reason, string requestId);

    [LoggerMessage(11, LogLevel.Warning, "The list of regions could not be fetched ({Reason}).")]
    public static partial void NoRegions(ILogger logger, string reason);

    [LoggerMessage(12, LogLevel.Information, "{Count} dials end because their client is disposed of.")]
    public static partial void Disposing(ILogger logger, int count);

    [LoggerMessage(13, LogLevel.Warning, "A call was hung up without the headers that its BYE should have had: {Reason}.")]
    public static partial void HungUpWithoutHeaders(ILogger logger, string reason);

    [LoggerMessage(14, LogLevel.Error, "A call could not be hung up at the end of its scope ({Reason}): it may go on. Request {RequestId}.")]
    public static partial void HangUpFailed(ILogger logger, string reason, string requestId);

    [LoggerMessage(
        15,
        LogLevel.Error,
        "{Handler} handed the content of {Rpc} to something else than its connection and was refused: a copy can be sent again and ring a phone twice. Request {RequestId}.")]
    public static partial void CopyRefused(ILogger logger, string handler, string rpc, string requestId);

    // Ids 16 to 19 were never given away.

    [LoggerMessage(20, LogLevel.Information, "The answer to the dispatch of an agent was lost ({Reason}), but LiveKit lists it: {DispatchId}.")]
    public static partial void DispatchFound(ILogger logger, string reason, string dispatchId);

    [LoggerMessage(21, LogLevel.Warning, "An agent was not active in its room within {Timeout}, and so nobody is called. Dispatch {DispatchId}.")]
    public static partial void AgentNotJoined(ILogger logger, TimeSpan timeout, string dispatchId);

    [LoggerMessage(22, LogLevel.Information, "The dispatch of an agent was withdrawn, because nobody is called. Dispatch {DispatchId}.")]
    public static partial void DispatchWithdrawn(ILogger logger, string dispatchId);

    [LoggerMessage(23, LogLevel.Error, "The dispatch of an agent could not be withdrawn ({Reason}): the agent may be in its room, or join it, though nobody is called. Dispatch {DispatchId}.")]
    public static partial void DispatchNotWithdrawn(ILogger logger, string reason, string dispatchId);

    [LoggerMessage(24, LogLevel.Error, "The room of a call that did not come about could not be deleted ({Reason}): its agent may stay in it. Dispatch {DispatchId}.")]
    public static partial void RoomNotDeleted(ILogger logger, string reason, string dispatchId);

    [LoggerMessage(
        25,
        LogLevel.Warning,
        "The delegate that classifies SIP failures gave no usable verdict ({Reason}), so the failure is judged without it. Request {RequestId}.")]
    public static partial void ClassifierIgnored(ILogger logger, string reason, string requestId);

    [LoggerMessage(26, LogLevel.Information, "{Count} dials end because the host stops.")]
    public static partial void Stopping(ILogger logger, int count);
}
