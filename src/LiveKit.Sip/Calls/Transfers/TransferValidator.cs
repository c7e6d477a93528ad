using LiveKit.Protocol;
using LiveKit.Sip.Calls.Validation;

namespace LiveKit.Sip.Calls.Transfers;

/// <summary>Everything that can be wrong with a transfer, found before the network.</summary>
internal static class TransferValidator
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["room_name"] = "roomName",
        ["participant_identity"] = "participantIdentity",
        ["transfer_to"] = "transferTo",
        ["headers"] = nameof(TransferOptions.Headers),
        ["ringing_timeout"] = nameof(TransferOptions.RingingTimeout),
    };

    /// <summary>What the fields of TransferSIPParticipantRequest are called by <see cref="SipClient.TransferAsync"/>.</summary>
    public static string NameOf(string field) => Names.GetValueOrDefault(field, field);

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
            problems.Check(
                isDuration && ringing > TimeSpan.Zero && ringing <= CallClocks.LongestRinging,
                "ringing_timeout",
                $"must be more than zero and at most {CallClocks.LongestRinging.TotalHours} hours");
        }
    }
}
