using LiveKit.Protocol;
using LiveKit.Sip.Testing.Agents;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>
/// Two dispatch rules must not match the same calls, which are identified by trunk, called number, caller's number and PIN. A rule that
/// leaves one of the four out matches calls with any value of it.
/// </summary>
internal static class DispatchRuleConflicts
{
    public static void Check(IReadOnlyList<SIPDispatchRuleInfo> stored, SIPDispatchRuleInfo? added)
    {
        var taken = new Dictionary<(string Trunk, string InboundNumber, string Number, string Pin), SIPDispatchRuleInfo>();
        // LiveKit registers the new rule first, so the error names the new rule as the one that already exists.
        foreach (var rule in added is null ? stored : stored.Prepend(added))
        {
            foreach (var call in CallsOf(rule))
            {
                if (!taken.TryAdd(call, rule))
                {
                    throw InvalidArgument.Error(
                        "Dispatch rule for the same trunk, inbound number, number, and PIN combination already exists in dispatch rule "
                        + $"{GoStringLiteral.Quote(Or(taken[call].SipDispatchRuleId, "<new>"))} {GoStringLiteral.Quote(Or(taken[call].Name, "<blank name>"))}");
                }
            }
        }
    }

    private static IEnumerable<(string Trunk, string InboundNumber, string Number, string Pin)> CallsOf(SIPDispatchRuleInfo rule)
        => from trunk in rule.TrunkIds.ValuesOrWildcard()
           from inbound in rule.InboundNumbers.ValuesOrWildcard()
           from number in rule.Numbers.ValuesOrWildcard()
           select (trunk, PhoneNumbers.Normalize(inbound), PhoneNumbers.Normalize(number), PinOf(rule.Rule));

    private static string PinOf(SIPDispatchRule rule)
        => rule.DispatchRuleDirect?.Pin ?? rule.DispatchRuleIndividual?.Pin ?? rule.DispatchRuleCallee?.Pin ?? "";

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}
