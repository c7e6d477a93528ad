using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Calls;

/// <summary>Looks for one dial and reports what became of it.</summary>
internal static class CallResolver
{
    /// <exception cref="LiveKitException">LiveKit could not be asked.</exception>
    public static async Task<CallReport> ResolveAsync(SipClient sip, DialReference reference, ResolveAction action, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var resolution = await sip.ResolveAsync(reference, action, cancellationToken);
        return CallReport.OfResolution(resolution, reference) with { ElapsedMs = (long)time.GetElapsedTime(began).TotalMilliseconds };
    }
}
