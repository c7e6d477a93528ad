namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/failures.md.</summary>
internal static class Catching
{
    public static async Task<string> ByGroupAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        try
        {
            SipCall call = await livekit.Sip.DialAsync(request, cancellationToken);
            return call.SipCallId;
        }
        catch (CallRejectedException e)
        {
            return $"a person or the carrier said no: {e.Outcome} ({e.SipStatusCode} {e.SipStatus})";
        }
        catch (CallNotAnsweredException e)
        {
            return $"nobody picked up: {e.Outcome}";
        }
        catch (CallDestinationException)
        {
            return "the number is wrong";
        }
        catch (CallOutcomeUnknownException e) when (e.MayHaveRung)
        {
            return $"not known; the phone may ring until {e.MayRingUntil}";
        }
        catch (SipCallException e)
        {
            return $"trunk, media, request or service: {e.Outcome}, LiveKit's request id {e.RequestId}";
        }
    }

    public static async Task<string> BeforeAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await livekit.Sip.DialAsync(request, cancellationToken);
            return "";
        }
        catch (RequestValidationException e)
        {
            return string.Join("; ", e.Problems);   // nothing was sent
        }
    }

    public static async Task<string> OtherAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        try
        {
            await livekit.Sip.GetSipOutboundTrunkAsync("ST_xxxx", cancellationToken);
            return "";
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            return "there is no such trunk";
        }
        catch (LiveKitTransportException e)
        {
            return $"no answer ({e.Failure}); may have been carried out: {e.RequestSent}";
        }
    }
}
