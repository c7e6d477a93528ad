using System.Diagnostics;
using LiveKit.Sip;

namespace OutboundCall.Calls;

/// <summary>Places one call and reports what became of it, whatever that is.</summary>
internal static class CallPlacer
{
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    public static async Task<CallReport> PlaceAsync(SipClient sip, DialRequest request, DialOptions options, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var report = request.WaitUntilAnswered
            ? await DialAsync(sip, request, options, cancellationToken)
            : await LetGoAsync(sip, request, options, cancellationToken);
        return report with { ElapsedMs = clock.ElapsedMilliseconds };
    }

    private static async Task<CallReport> DialAsync(SipClient sip, DialRequest request, DialOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var result = await sip.TryDialAsync(request, options, cancellationToken);
            return result.Call is { } call ? CallReport.OfAnswer(call) : CallReport.OfFailure(result.Error!);
        }
        catch (DialCanceledException e)
        {
            return CallReport.OfCancellation(e);
        }
    }

    // LiveKit's own message goes out, which may leave the answer to others.
    private static async Task<CallReport> LetGoAsync(SipClient sip, DialRequest request, DialOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return CallReport.OfDialing(await sip.CreateSipParticipantAsync(request.ToProto(), options, cancellationToken), options.RequestId);
        }
        catch (SipCallException e)
        {
            return CallReport.OfFailure(e);
        }
        catch (DialCanceledException e)
        {
            return CallReport.OfCancellation(e);
        }
    }
}
