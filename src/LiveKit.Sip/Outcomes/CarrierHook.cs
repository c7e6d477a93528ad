using LiveKit.Sip.Configuration;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Outcomes;

/// <summary>Asks the caller's own knowledge of its carrier, and takes only what makes sense.</summary>
internal sealed class CarrierHook
{
    private readonly Func<SipFailure, SipVerdict?>? _classify;
    private readonly ILogger _logger;

    public CarrierHook(Func<SipFailure, SipVerdict?>? classify, ILogger logger)
    {
        _classify = classify;
        _logger = logger;
    }

    /// <returns>Null where the caller leaves the status to this library, or made a mistake, which is logged.</returns>
    public CarrierVerdict? Ask(CarrierStatus status, DialCircumstances call, string requestId)
    {
        if (_classify is null)
        {
            return null;
        }

        SipVerdict? verdict;
        try
        {
            verdict = _classify(new SipFailure(status.Code, status.Phrase, call.TrunkId.Length == 0 ? null : call.TrunkId, call.IsTransfer));
        }
#pragma warning disable CA1031 // The dial has ended, and its outcome must reach the caller whatever the caller's code throws.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Log.ClassifierIgnored(_logger, e.GetType().Name, requestId);
            return null;
        }

        if (verdict is null)
        {
            return null;
        }

        if (!IsAllowed(verdict))
        {
            Log.ClassifierIgnored(_logger, $"{verdict.Outcome}, {verdict.RetryAdvice}", requestId);
            return null;
        }

        return new CarrierVerdict(verdict.Outcome, verdict.RetryAdvice);
    }

    // A carrier's answer is proof that a call was placed and not answered, and that its outcome is known.
    private static bool IsAllowed(SipVerdict verdict)
        => verdict.Outcome is (>= CallOutcome.Busy and <= CallOutcome.TrunkFailure) or CallOutcome.MediaMismatch
            && verdict.RetryAdvice is >= RetryAdvice.Never and <= RetryAdvice.AfterPause;
}
