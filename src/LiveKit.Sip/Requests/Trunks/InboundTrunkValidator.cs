using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

/// <summary>The rules about inbound trunks. Which trunks contradict each other only the server knows.</summary>
internal static class InboundTrunkValidator
{
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckNew(CreateSIPInboundTrunkRequest request)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        problems.Check(request.Trunk is not null, "trunk", "is required");
        if (request.Trunk is { } trunk)
        {
            TrunkFields.CheckIsNew(trunk.SipTrunkId, "trunk.sip_trunk_id", problems);
            CheckWhole(trunk, "trunk", problems);
        }

        problems.ThrowIfAny();
    }

    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckReplacement(string trunkId, SIPInboundTrunkInfo trunk)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        TrunkFields.CheckIsSame(trunkId, trunk.SipTrunkId, "replace.sip_trunk_id", problems);
        CheckWhole(trunk, "replace", problems);
        problems.ThrowIfAny();
    }

    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckUpdate(SIPInboundTrunkUpdate update)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        ListUpdateValidator.Check(update.Numbers, "update.numbers", problems);
        ListUpdateValidator.Check(update.AllowedAddresses, "update.allowed_addresses", problems);
        ListUpdateValidator.Check(update.AllowedNumbers, "update.allowed_numbers", problems);
        MediaValidator.Check(update.Media, "update.media", problems);
#pragma warning disable CS0612 // Still read by the server.
        MediaValidator.CheckEncryption(update.MediaEncryption, "update.media_encryption", problems);
#pragma warning restore CS0612
        problems.ThrowIfAny();
    }

    private static void CheckWhole(SIPInboundTrunkInfo trunk, string field, ProblemList problems)
    {
        problems.Check(
            trunk.Numbers.Count > 0 || trunk.AllowedAddresses.Count > 0 || trunk.AuthUsername.Length > 0 || trunk.AuthPassword.Length > 0,
            field,
            "needs numbers, allowed_addresses, or auth_username and auth_password: without them anybody could call in");
        TrunkFields.CheckHeaders(trunk.Headers, trunk.HeadersToAttributes, trunk.AttributesToHeaders, trunk.IncludeHeaders, field, problems);
        MediaValidator.Check(trunk.Media, $"{field}.media", problems);
#pragma warning disable CS0612 // Still read by the server.
        MediaValidator.CheckEncryption(trunk.MediaEncryption, $"{field}.media_encryption", problems);
#pragma warning restore CS0612
    }
}
