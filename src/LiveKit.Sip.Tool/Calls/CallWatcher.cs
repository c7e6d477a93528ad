using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Calls;

/// <summary>Follows a call to its end.</summary>
internal static class CallWatcher
{
    /// <param name="target">The call.</param>
    /// <param name="progress">Told each change as it happens.</param>
    /// <param name="cancellationToken">Ends the watching, not the call.</param>
    public static async Task<CallReport> WatchAsync(TargetCall target, IProgress<CallStatus> progress, CancellationToken cancellationToken)
    {
        if (target.Call is not { } call)
        {
            return CallEndReport.OfGone(target);
        }

        var statuses = new List<CallStatus>();
        try
        {
            await foreach (var status in call.WatchAsync(cancellationToken))
            {
                statuses.Add(status);
                progress.Report(status);
            }

            var end = await call.WaitForEndAsync(cancellationToken);
            return CallEndReport.Of(target, end, statuses);
        }
        catch (OperationCanceledException)
        {
            return CallEndReport.OfStopped(target, statuses);
        }
    }
}
