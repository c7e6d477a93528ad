using LiveKit.Sip;

namespace OutboundCall.Calls;

/// <summary>Hangs a call up and reports what that did.</summary>
internal static class CallEnder
{
    public static async Task<CallReport> HangUpAsync(LiveKitClient livekit, TargetCall target, HangUpOptions options, CancellationToken cancellationToken)
    {
        if (target.Call is not { } call)
        {
            return await WithoutCallAsync(livekit, target, options, cancellationToken);
        }

        await call.HangUpAsync(options, cancellationToken);
        var what = target.IsAnswered ? "The call was hung up." : "The phone is quiet.";
        var headers = target.IsAnswered || options.Headers.Count == 0 ? "" : " It was not answered yet, so no BYE carried the headers.";
        var room = options.DeleteRoom ? " The room was deleted." : "";
        return CallReport.OfFound(target, "HungUp", what + headers + room, StatusTexts.AdviceOf(CallStatus.Gone));
    }

    private static async Task<CallReport> WithoutCallAsync(LiveKitClient livekit, TargetCall target, HangUpOptions options, CancellationToken cancellationToken)
    {
        var report = CallReport.OfGone(target);
        if (!options.DeleteRoom)
        {
            return report;
        }

        await livekit.Rooms.DeleteRoomAsync(target.RoomName, cancellationToken);
        return report with { Message = $"{report.Message} The room was deleted." };
    }
}
