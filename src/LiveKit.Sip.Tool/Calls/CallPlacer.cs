using LiveKit.Sip.Tool.Failures;
using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Calls;

/// <summary>Places calls and reports what became of each, whatever that is.</summary>
internal sealed class CallPlacer
{
    private readonly SipClient _sip;
    private readonly FailureTexts _failures;
    private readonly TimeProvider _time;

    /// <param name="sip">The client.</param>
    /// <param name="failures">Says why a call could not be placed.</param>
    /// <param name="time">The clock.</param>
    public CallPlacer(SipClient sip, FailureTexts failures, TimeProvider time)
    {
        _sip = sip;
        _failures = failures;
        _time = time;
    }

    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    public async Task<CallReport> PlaceAsync(DialRequest request, DialOptions options, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        var report = await DialAsync(request, options, cancellationToken);
        return report with { ElapsedMs = (long)_time.GetElapsedTime(began).TotalMilliseconds };
    }

    private async Task<CallReport> DialAsync(DialRequest request, DialOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return request.WaitUntilAnswered
                ? CallReport.OfAnswer(await _sip.DialAsync(request, options, cancellationToken))

                // LiveKit's own message goes out, which may leave the answer to others.
                : CallReport.OfDialing(await _sip.CreateSipParticipantAsync(request.ToProto(), options, cancellationToken), options.RequestId);
        }
        catch (SipCallException e)
        {
            return CallReport.OfFailure(e, _failures.Of(e));
        }
        catch (DialCanceledException e)
        {
            return CallReport.OfCancellation(e);
        }
    }
}
