using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>Two dispatch rules may not wait for the same calls: those through one trunk, to and from one number, and with one PIN, or any of each.</summary>
internal static class DispatchRuleConflicts
{
    public static void Check(IReadOnlyList<SIPDispatchRuleInfo> stored, SIPDispatchRuleInfo? added)
    {
        var taken = new Dictionary<(string Trunk, string InboundNumber, string Number, string Pin), SIPDispatchRuleInfo>();
        // LiveKit looks at the new rule first, so it is the new one that the error names.
        foreach (var rule in added is null ? stored : stored.Prepend(added))
        {
            foreach (var call in CallsOf(rule))
            {
                if (!taken.TryAdd(call, rule))
                {
                    throw Refuse.For(
                        "Dispatch rule for the same trunk, inbound number, number, and PIN combination already exists in dispatch rule "
                        + $"{GoText.Quote(Or(taken[call].SipDispatchRuleId, "<new>"))} {GoText.Quote(Or(taken[call].Name, "<blank name>"))}");
                }
            }
        }
    }

    private static IEnumerable<(string Trunk, string InboundNumber, string Number, string Pin)> CallsOf(SIPDispatchRuleInfo rule)
        => from trunk in rule.TrunkIds.ValuesOrAny()
           from inbound in rule.InboundNumbers.ValuesOrAny()
           from number in rule.Numbers.ValuesOrAny()
           select (trunk, PhoneNumbers.Normalize(inbound), PhoneNumbers.Normalize(number), PinOf(rule.Rule));

    private static string PinOf(SIPDispatchRule rule)
        => rule.DispatchRuleDirect?.Pin ?? rule.DispatchRuleIndividual?.Pin ?? rule.DispatchRuleCallee?.Pin ?? "";

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
