using LiveKit.Protocol;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>Two inbound trunks must not match the same calls, which are identified by the called number and the caller's number. A trunk without numbers matches any.</summary>
/// <remarks>Only the conflict without allowed numbers was recorded. The text of the other conflict is from LiveKit's published open-source server.</remarks>
internal static class InboundTrunkConflicts
{
    public static void Check(IReadOnlyList<SIPInboundTrunkInfo> stored, SIPInboundTrunkInfo? added)
    {
        var taken = new Dictionary<(string Number, string Caller), SIPInboundTrunkInfo>();
        foreach (var trunk in added is null ? stored : stored.Append(added))
        {
            foreach (var number in trunk.Numbers.ValuesOrWildcard())
            {
                foreach (var caller in trunk.AllowedNumbers.ValuesOrWildcard())
                {
                    if (!taken.TryAdd((number, PhoneNumbers.Normalize(caller)), trunk))
                    {
                        throw InvalidArgument.Error(Text(trunk, taken[(number, PhoneNumbers.Normalize(caller))], caller));
                    }
                }
            }
        }
    }

    private static string Text(SIPInboundTrunkInfo trunk, SIPInboundTrunkInfo other, string caller)
    {
        var numbers = trunk.Numbers.Count == 0 ? "<any>" : $"[{string.Join(' ', trunk.Numbers.Select(GoStringLiteral.Quote))}]";
        var callers = trunk.AllowedNumbers.Count == 0 ? "without AllowedNumbers set" : $"and AllowedNumber {GoStringLiteral.Quote(caller)}";
        return $"Conflicting inbound SIP Trunks: {Name(trunk)} and {Name(other)}, using the same number(s) {numbers} {callers}";
    }

    private static string Name(SIPInboundTrunkInfo trunk) => GoStringLiteral.Quote(trunk.SipTrunkId.Length > 0 ? trunk.SipTrunkId : "<new>");
}
