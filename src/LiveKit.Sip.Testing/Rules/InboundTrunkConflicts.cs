using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>Two inbound trunks may not wait for the same calls: those to one number, from one number or from any.</summary>
/// <remarks>Recorded is only the conflict without allowed numbers; the other text is that of LiveKit's open-source server as published.</remarks>
internal static class InboundTrunkConflicts
{
    public static void Check(IReadOnlyList<SIPInboundTrunkInfo> stored, SIPInboundTrunkInfo? added)
    {
        var taken = new Dictionary<(string Number, string Caller), SIPInboundTrunkInfo>();
        foreach (var trunk in added is null ? stored : stored.Append(added))
        {
            foreach (var number in trunk.Numbers.ValuesOrAny())
            {
                foreach (var caller in trunk.AllowedNumbers.ValuesOrAny())
                {
                    if (!taken.TryAdd((number, PhoneNumbers.Normalize(caller)), trunk))
                    {
                        throw Refuse.For(Text(trunk, taken[(number, PhoneNumbers.Normalize(caller))], caller));
                    }
                }
            }
        }
    }

    private static string Text(SIPInboundTrunkInfo trunk, SIPInboundTrunkInfo other, string caller)
    {
        var numbers = trunk.Numbers.Count == 0 ? "<any>" : $"[{string.Join(' ', trunk.Numbers.Select(GoText.Quote))}]";
        var callers = trunk.AllowedNumbers.Count == 0 ? "without AllowedNumbers set" : $"and AllowedNumber {GoText.Quote(caller)}";
        return $"Conflicting inbound SIP Trunks: {Name(trunk)} and {Name(other)}, using the same number(s) {numbers} {callers}";
    }

    private static string Name(SIPInboundTrunkInfo trunk) => GoText.Quote(trunk.SipTrunkId.Length > 0 ? trunk.SipTrunkId : "<new>");
}
