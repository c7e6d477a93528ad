using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>These are the checks of LiveKit's server on a dispatch rule.</summary>
internal static class DispatchRuleRules
{
    public static void CheckNew(SIPDispatchRuleInfo rule)
    {
        InvalidArgument.ThrowIf(rule.SipDispatchRuleId.Length > 0, "rule id must not be set");
        Check(rule);
    }

    // A rule of no known kind counts as missing. The error of a real server for such a rule was not recorded.
    public static void Check(SIPDispatchRuleInfo rule)
    {
        InvalidArgument.ThrowIf(rule.Rule is null || rule.Rule.RuleCase == SIPDispatchRule.RuleOneofCase.None, "missing rule");
        if (rule.Media is { } media)
        {
            MediaRules.Check(media);
        }
    }
}
