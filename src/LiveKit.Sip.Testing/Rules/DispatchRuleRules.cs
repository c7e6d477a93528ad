using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>What LiveKit's server checks in a dispatch rule.</summary>
internal static class DispatchRuleRules
{
    public static void CheckNew(SIPDispatchRuleInfo rule)
    {
        Refuse.If(rule.SipDispatchRuleId.Length > 0, "rule id must not be set");
        Check(rule);
    }

    // A rule that is none of the known kinds is as good as missing; what LiveKit says to it was not recorded.
    public static void Check(SIPDispatchRuleInfo rule)
    {
        Refuse.If(rule.Rule is null || rule.Rule.RuleCase == SIPDispatchRule.RuleOneofCase.None, "missing rule");
        if (rule.Media is { } media)
        {
            MediaRules.Check(media);
        }
    }
}
