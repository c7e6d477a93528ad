using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Messages;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

/// <summary>The rules about trunks that LiveKit keeps, inbound and outbound. Which trunks contradict each other only the server knows.</summary>
internal static class StoredTrunkValidator
{
    /// <summary>Checks a trunk that is to be created.</summary>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckNew<TTrunk>(TTrunk? trunk)
        where TTrunk : class, ITrunkInfo, IMessage
    {
        var problems = new ProblemList();
        problems.Check(trunk is not null, "trunk", "is required");
        if (trunk is not null)
        {
            TrunkFields.CheckIsNew(trunk.SipTrunkId, "trunk.sip_trunk_id", problems);
            CheckWhole(trunk, "trunk", problems);
        }

        problems.ThrowIfAny();
    }

    /// <summary>Checks a trunk that takes the place of another.</summary>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckReplacement<TTrunk>(string trunkId, TTrunk trunk)
        where TTrunk : class, ITrunkInfo, IMessage
    {
        var problems = new ProblemList();
        TextValidator.CheckText(trunkId, "sip_trunk_id", problems);
        TrunkFields.CheckIsSame(trunkId, trunk.SipTrunkId, "replace.sip_trunk_id", problems);
        CheckWhole(trunk, "replace", problems);
        problems.ThrowIfAny();
    }

    /// <summary>Checks a change of single fields.</summary>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckUpdate<TUpdate>(string trunkId, TUpdate update)
        where TUpdate : class, ITrunkUpdate, IMessage
    {
        var problems = new ProblemList();
        TextValidator.CheckText(trunkId, "sip_trunk_id", problems);
        ListUpdateValidator.CheckNumbers(update.Numbers, "update.numbers", problems);
        if (update is SIPOutboundTrunkUpdate outbound)
        {
            CheckOutbound(outbound, problems);
        }
        else if (update is SIPInboundTrunkUpdate inbound)
        {
            CheckInbound(inbound, problems);
        }

        MediaValidator.Check(update.Media, "update.media", problems);
        MediaValidator.CheckEncryption(update.DeprecatedEncryption, "update.media_encryption", problems);
        TextValidator.Check(update, problems, "update");
        problems.ThrowIfAny();
    }

    private static void CheckOutbound(SIPOutboundTrunkUpdate update, ProblemList problems)
    {
        problems.Check(!update.HasAddress || update.Address.Length > 0, "update.address", "must not be cleared");
        TrunkValidator.CheckHost(update.Address, "update.address", problems);
        TrunkValidator.CheckHost(update.FromHost, "update.from_host", problems);
        CountryCodes.Check(update.DestinationCountry, "update.destination_country", problems);
        problems.Check(Enum.IsDefined(update.Transport), "update.transport", "is no value that LiveKit knows");
        problems.Check(update.Numbers is not { Clear: true }, "update.numbers", "must not be cleared: a trunk needs a number");
        if (update.HasAuthUsername && update.HasAuthPassword)
        {
            TrunkValidator.CheckCredentials(update.AuthUsername, update.AuthPassword, "update", problems);
        }
    }

    private static void CheckInbound(SIPInboundTrunkUpdate update, ProblemList problems)
    {
        ListUpdateValidator.Check(update.AllowedAddresses, "update.allowed_addresses", problems);
        ListUpdateValidator.CheckNumbers(update.AllowedNumbers, "update.allowed_numbers", problems);
    }

    private static void CheckWhole<TTrunk>(TTrunk trunk, string field, ProblemList problems)
        where TTrunk : class, ITrunkInfo, IMessage
    {
        if (trunk is SIPOutboundTrunkInfo outbound)
        {
            CheckOutbound(outbound, field, problems);
        }
        else if (trunk is SIPInboundTrunkInfo inbound)
        {
            CheckInbound(inbound, field, problems);
        }

        NumberRules.CheckEach(trunk.Numbers, $"{field}.numbers", problems);
        HeaderValidator.Check($"{field}.headers", trunk.Headers, problems);
        HeaderValidator.CheckMappedHeaders($"{field}.headers_to_attributes", trunk.HeadersToAttributes, problems);
        HeaderValidator.CheckMappedAttributes($"{field}.attributes_to_headers", trunk.AttributesToHeaders, problems);
        problems.Check(Enum.IsDefined(trunk.IncludeHeaders), $"{field}.include_headers", "is no value that LiveKit knows");
        MediaValidator.Check(trunk.Media, $"{field}.media", problems);
        MediaValidator.CheckEncryption(trunk.DeprecatedEncryption, $"{field}.media_encryption", problems);
        TextValidator.Check(trunk, problems, field);
    }

    private static void CheckOutbound(SIPOutboundTrunkInfo trunk, string field, ProblemList problems)
    {
        problems.Check(trunk.Address.Length > 0, $"{field}.address", "is required");
        TrunkValidator.CheckHost(trunk.Address, $"{field}.address", problems);
        problems.Check(trunk.Numbers.Count > 0, $"{field}.numbers", "must hold at least one number; * stands for any");
        TrunkValidator.CheckHost(trunk.FromHost, $"{field}.from_host", problems);
        CountryCodes.Check(trunk.DestinationCountry, $"{field}.destination_country", problems);
        TrunkValidator.CheckCredentials(trunk.AuthUsername, trunk.AuthPassword, field, problems);
        problems.Check(Enum.IsDefined(trunk.Transport), $"{field}.transport", "is no value that LiveKit knows");
    }

    private static void CheckInbound(SIPInboundTrunkInfo trunk, string field, ProblemList problems)
    {
        problems.Check(
            trunk.Numbers.Count > 0 || trunk.AllowedAddresses.Count > 0 || trunk.AuthUsername.Length > 0 || trunk.AuthPassword.Length > 0,
            field,
            "needs numbers, allowed_addresses, or auth_username and auth_password: without them anybody could call in");
        NumberRules.CheckEach(trunk.AllowedNumbers, $"{field}.allowed_numbers", problems);
    }
}
