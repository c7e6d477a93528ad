using Google.Protobuf.Collections;
using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

/// <summary>The rules about dispatch rules. Which rules contradict each other only the server knows.</summary>
internal static class DispatchRuleValidator
{
    private const string WhichRoom = "is required: which room a call goes to";

    /// <summary>Checks a rule that is to be created.</summary>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckNew(CreateSIPDispatchRuleRequest request)
    {
        var problems = new ProblemList();
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
            CheckAttributes(request.Attributes, "attributes", problems);
#pragma warning restore CS0612
        }

        TextValidator.Check(request, problems);
        problems.ThrowIfAny();
    }

    /// <summary>Checks a rule that takes the place of another.</summary>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckReplacement(string ruleId, SIPDispatchRuleInfo rule)
    {
        var problems = new ProblemList();
        TrunkFields.CheckIsSame(ruleId, rule.SipDispatchRuleId, "replace.sip_dispatch_rule_id", problems);
        CheckWhole(rule, "replace", problems);
        TextValidator.CheckText(ruleId, "sip_dispatch_rule_id", problems);
        TextValidator.Check(rule, problems, "replace");
        problems.ThrowIfAny();
    }

    /// <summary>Checks a change of single fields.</summary>
    /// <exception cref="RequestValidationException">Anything is wrong.</exception>
    public static void CheckUpdate(string ruleId, SIPDispatchRuleUpdate update)
    {
        var problems = new ProblemList();
        TextValidator.CheckText(ruleId, "sip_dispatch_rule_id", problems);
        ListUpdateValidator.Check(update.TrunkIds, "update.trunk_ids", problems);
        CheckAttributes(update.Attributes, "update.attributes", problems);
        CheckKind(update.Rule, "update.rule", problems);
        MediaValidator.Check(update.Media, "update.media", problems);
#pragma warning disable CS0612 // Still read by the server.
        MediaValidator.CheckEncryption(update.MediaEncryption, "update.media_encryption", problems);
#pragma warning restore CS0612
        TextValidator.Check(update, problems, "update");
        problems.ThrowIfAny();
    }

    /// <summary>Checks that a rule is of some kind: one that is there but empty is none to the server.</summary>
    private static void CheckKind(SIPDispatchRule? rule, string field, ProblemList problems)
        => problems.Check(rule is not { RuleCase: SIPDispatchRule.RuleOneofCase.None }, field, WhichRoom);

    private static void CheckAttributes(MapField<string, string> attributes, string field, ProblemList problems)
    {
        foreach (var key in attributes.Keys)
        {
            AttributeRules.CheckKey(key, field, problems);
        }
    }

    private static void CheckWhole(SIPDispatchRuleInfo rule, string field, ProblemList problems)
    {
        problems.Check(rule.Rule is not null, $"{field}.rule", WhichRoom);
        CheckKind(rule.Rule, $"{field}.rule", problems);
        CheckAttributes(rule.Attributes, $"{field}.attributes", problems);
        MediaValidator.Check(rule.Media, $"{field}.media", problems);
#pragma warning disable CS0612 // Still read by the server.
        MediaValidator.CheckEncryption(rule.MediaEncryption, $"{field}.media_encryption", problems);
#pragma warning restore CS0612
    }
}
