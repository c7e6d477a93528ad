using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

/// <summary>The rules about dispatch rules. Which of them contradict each other only the server knows.</summary>
internal static class DispatchRuleValidator
{
    private const string WhichRoom = "is required: which room a call goes to";

    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckNew(CreateSIPDispatchRuleRequest request)
    {
        var problems = new ProblemList(TrunkFields.LiveKitsOwnNames);
        if (request.DispatchRule is { } rule)
        {
            TrunkFields.CheckIsNew(rule.SipDispatchRuleId, "dispatch_rule.sip_dispatch_rule_id", problems);
            CheckWhole(rule, "dispatch_rule", problems);
        }
        else
        {
#pragma warning disable CS0612 // What requests held before there was a message for the whole rule; still read by the server.
            problems.Check(request.Rule is not null, "dispatch_rule", "is required");
            CheckKind(request.Rule, "rule", problems);
#pragma warning restore CS0612
        }

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
        CheckKind(update.Rule, "update.rule", problems);
        MediaValidator.Check(update.Media, "update.media", problems);
#pragma warning disable CS0612 // Still read by the server.
        MediaValidator.CheckEncryption(update.MediaEncryption, "update.media_encryption", problems);
#pragma warning restore CS0612
        problems.ThrowIfAny();
    }

    /// <summary>A rule that is there but empty is none to the server.</summary>
    private static void CheckKind(SIPDispatchRule? rule, string field, ProblemList problems)
        => problems.Check(rule is not { RuleCase: SIPDispatchRule.RuleOneofCase.None }, field, WhichRoom);

    private static void CheckWhole(SIPDispatchRuleInfo rule, string field, ProblemList problems)
    {
        problems.Check(rule.Rule is not null, $"{field}.rule", WhichRoom);
        CheckKind(rule.Rule, $"{field}.rule", problems);
        MediaValidator.Check(rule.Media, $"{field}.media", problems);
#pragma warning disable CS0612 // Still read by the server.
        MediaValidator.CheckEncryption(rule.MediaEncryption, $"{field}.media_encryption", problems);
#pragma warning restore CS0612
    }
}
