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
        CheckTarget(request.TransferTo, problems);
        HeaderValidator.Check("headers", request.Headers, problems);
        if (request.RingingTimeout is { } ringingTimeout)
        {
            var isDuration = Durations.TryRead(ringingTimeout, out var ringing);
            CheckRinging(isDuration ? ringing : TimeSpan.Zero, problems);
        }

        TextValidator.Check(request, problems);
    }

    private static void CheckTarget(string target, ProblemList problems)
    {
        if (TransferTarget.HasBraces(target))
        {
            problems.Add("transfer_to", "holds a brace, as a placeholder does that was not filled in: write the number or the URI itself");
        }
        else if (TransferTarget.HasSlashes(target))
        {
            problems.Add("transfer_to", "has slashes behind its scheme, as a web page's URL: write sip:user@host");
        }
        else
        {
            problems.Check(
                TransferTarget.IsUri(target),
                "transfer_to",
                target.Length == 0 ? "is required" : "must be a phone number, or a URI that starts with tel:, sip: or sips:, without white space");
        }
    }

    public static void CheckRinging(TimeSpan ringing, ProblemList problems)
        => problems.Check(
            ringing > TimeSpan.Zero && ringing <= CallClocks.LongestRinging,
            "ringing_timeout",
            $"must be more than zero and at most {CallClocks.LongestRinging.TotalHours} hours");
}
