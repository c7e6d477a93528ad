using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests;

/// <summary>Everything that can be wrong with a transfer, found before the network.</summary>
internal static class TransferValidator
{
    public static void Check(TransferSIPParticipantRequest request, ProblemList problems)
    {
        NameRules.CheckPresent(request.RoomName, "room_name", problems);
        NameRules.CheckPresent(request.ParticipantIdentity, "participant_identity", problems);
        problems.Check(
            TransferTarget.IsUri(request.TransferTo),
            "transfer_to",
            request.TransferTo.Length == 0 ? "is required" : "must be a phone number, or a URI that starts with tel:, sip: or sips:, without white space");
        HeaderValidator.Check("headers", request.Headers, problems);
        if (request.RingingTimeout is { } ringingTimeout)
        {
            var isDuration = Durations.TryRead(ringingTimeout, out var ringing);
            CheckRinging(isDuration ? ringing : TimeSpan.Zero, problems);
        }

        TextValidator.Check(request, problems);
    }

    public static void CheckRinging(TimeSpan ringing, ProblemList problems)
        => problems.Check(
            ringing > TimeSpan.Zero && ringing <= CallClocks.LongestRinging,
            "ringing_timeout",
            $"must be more than zero and at most {CallClocks.LongestRinging.TotalHours} hours");
}
