using LiveKit.Protocol;
using LiveKit.Sip.Calls.Validation;

namespace LiveKit.Sip.Trunks;

/// <summary>The rules about dispatch rules. Which of them contradict each other only the server knows.</summary>
internal static class DispatchRuleValidator
{
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckNew(SIPDispatchRuleInfo rule)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        TrunkFields.CheckIsNew(rule.SipDispatchRuleId, "dispatch_rule.sip_dispatch_rule_id", problems);
        CheckWhole(rule, "dispatch_rule", problems);
        problems.ThrowIfAny();
    }

    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckReplacement(string ruleId, SIPDispatchRuleInfo rule)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        TrunkFields.CheckIsSame(ruleId, rule.SipDispatchRuleId, "replace.sip_dispatch_rule_id", problems);
        CheckWhole(rule, "replace", problems);
        problems.ThrowIfAny();
    }

    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckUpdate(SIPDispatchRuleUpdate update)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        ListUpdateValidator.Check(update.TrunkIds, "update.trunk_ids", problems);
        MediaValidator.Check(update.Media, "update.media", problems);
        problems.ThrowIfAny();
    }

    private static void CheckWhole(SIPDispatchRuleInfo rule, string field, ProblemList problems)
    {
        problems.Check(rule.Rule is not null, $"{field}.rule", "is required: which room a call goes to");
        MediaValidator.Check(rule.Media, $"{field}.media", problems);
    }
}
