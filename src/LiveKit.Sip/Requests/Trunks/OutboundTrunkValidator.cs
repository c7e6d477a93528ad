using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

/// <summary>The rules about outbound trunks that LiveKit keeps.</summary>
internal static class OutboundTrunkValidator
{
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckNew(CreateSIPOutboundTrunkRequest request)
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
    public static void CheckReplacement(string trunkId, SIPOutboundTrunkInfo trunk)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        TrunkFields.CheckIsSame(trunkId, trunk.SipTrunkId, "replace.sip_trunk_id", problems);
        CheckWhole(trunk, "replace", problems);
        problems.ThrowIfAny();
    }

    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckUpdate(SIPOutboundTrunkUpdate update)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        problems.Check(!update.HasAddress || update.Address.Length > 0, "update.address", "must not be cleared");
        TrunkValidator.CheckHost(update.Address, "update.address", problems);
        TrunkValidator.CheckHost(update.FromHost, "update.from_host", problems);
        problems.Check(Enum.IsDefined(update.Transport), "update.transport", "is no value that LiveKit knows");
        ListUpdateValidator.Check(update.Numbers, "update.numbers", problems);
        problems.Check(update.Numbers is not { Clear: true }, "update.numbers", "must not be cleared: a trunk needs a number");
        if (update.HasAuthUsername && update.HasAuthPassword)
        {
            TrunkValidator.CheckCredentials(update.AuthUsername, update.AuthPassword, "update", problems);
        }

        MediaValidator.Check(update.Media, "update.media", problems);
#pragma warning disable CS0612 // Still read by the server.
        MediaValidator.CheckEncryption(update.MediaEncryption, "update.media_encryption", problems);
#pragma warning restore CS0612
        problems.ThrowIfAny();
    }

    private static void CheckWhole(SIPOutboundTrunkInfo trunk, string field, ProblemList problems)
    {
        problems.Check(trunk.Address.Length > 0, $"{field}.address", "is required");
        TrunkValidator.CheckHost(trunk.Address, $"{field}.address", problems);
        problems.Check(trunk.Numbers.Count > 0, $"{field}.numbers", "must hold at least one number; * stands for any");
        TrunkValidator.CheckHost(trunk.FromHost, $"{field}.from_host", problems);
        TrunkValidator.CheckCredentials(trunk.AuthUsername, trunk.AuthPassword, field, problems);
        problems.Check(Enum.IsDefined(trunk.Transport), $"{field}.transport", "is no value that LiveKit knows");
        TrunkFields.CheckHeaders(trunk.Headers, trunk.HeadersToAttributes, trunk.AttributesToHeaders, trunk.IncludeHeaders, field, problems);
        MediaValidator.Check(trunk.Media, $"{field}.media", problems);
#pragma warning disable CS0612 // Still read by the server.
        MediaValidator.CheckEncryption(trunk.MediaEncryption, $"{field}.media_encryption", problems);
#pragma warning restore CS0612
    }
}
