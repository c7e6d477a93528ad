namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The snippets of docs/transfer.md.</summary>
internal static class Transfers
{
    public static async Task<TransferResult> TransferAsync(SipCall call, CancellationToken cancellationToken)
    {
        TransferResult result = await call.TransferAsync("+15105550199", new TransferOptions
        {
            PlayDialtone = true,
            RingingTimeout = TimeSpan.FromSeconds(20),
            Headers = { ["X-Ticket"] = "4711" },
        }, cancellationToken);
        return result;
    }

    public static async Task<string> OutcomesAsync(SipCall call, CancellationToken cancellationToken)
    {
        try
        {
            await call.TransferAsync("sip:support@pbx.example.com", cancellationToken: cancellationToken);
            return "they talk to each other; LiveKit's leg ends in a second";
        }
        catch (TransferOutcomeUnknownException)
        {
            return "not known; look whether the call goes on, and don't transfer again";
        }
        catch (SipCallException e) when (e.Outcome == CallOutcome.EndedElsewhere)
        {
            return "the callee has left";
        }
        catch (SipCallException e)
        {
            return $"{e.Outcome}: the callee is still in the room";
        }
    }

    public static async Task<TransferResult> FoundAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        TransferResult result = await livekit.Sip.TransferAsync("my-sip-room", "sip-test", "tel:+15105550199", cancellationToken: cancellationToken);
        return result;
    }
}
