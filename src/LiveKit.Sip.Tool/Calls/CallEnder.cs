using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Calls;

/// <summary>Hangs a call up and reports what that did.</summary>
internal static class CallEnder
{
    public static async Task<CallReport> HangUpAsync(TargetCall target, HangUpOptions options, CancellationToken cancellationToken)
    {
        if (target.Call is not { } call)
        {
            // Nothing is left to hang up, which is what was asked for, unless the phone may ring all the same.
            var gone = CallReport.OfGone(target);
            gone = target.MayRingUntil is null ? gone with { ExitCode = ExitCodes.Success } : gone;

            // The identity may be mistyped, and the room full of other people's calls.
            return options.DeleteRoom ? gone with { Message = $"{gone.Message} The room was left alone." } : gone;
        }

        await call.HangUpAsync(options, cancellationToken);
        var what = target.IsAnswered ? "The call was hung up." : "The phone is quiet.";
        var headers = target.IsAnswered || options.Headers.Count == 0 ? "" : " It was not answered yet, so no BYE carried the headers.";
        var room = options.DeleteRoom ? " The room was deleted." : "";
        return CallReport.OfFound(target, "HungUp", what + headers + room, StatusTexts.AdviceOf(CallStatus.Gone));
    }
}
