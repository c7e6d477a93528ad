using System.Diagnostics;
using LiveKit.Sip;

namespace OutboundCall.Calls;

/// <summary>Looks for one dial and reports what became of it, whatever that is.</summary>
internal static class CallResolver
{
    public static async Task<CallReport> ResolveAsync(SipClient sip, DialReference reference, ResolveAction action, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var report = await AskAsync(sip, reference, action, cancellationToken);
        return report with { ElapsedMs = clock.ElapsedMilliseconds };
    }

    private static async Task<CallReport> AskAsync(SipClient sip, DialReference reference, ResolveAction action, CancellationToken cancellationToken)
    {
        try
        {
            return CallReport.OfResolution(await sip.ResolveAsync(reference, action, cancellationToken), reference);
        }
        catch (LiveKitException e)
        {
            return CallReport.OfUnresolved(e.Message, (e as TwirpException)?.Code, reference);
        }
        catch (OperationCanceledException)
        {
            return CallReport.OfUnresolved("Stopped before LiveKit had answered.", twirpCode: null, reference);
        }
    }
}
