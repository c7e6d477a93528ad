using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>This class handles the RPCs of dispatch rules.</summary>
internal sealed class DispatchRuleRpcs
{
    private readonly SipStore<SIPDispatchRuleInfo> _rules;

    public DispatchRuleRpcs(SipStores stores) => _rules = stores.DispatchRules;

    public IEnumerable<RpcMethod> Methods =>
    [
        RpcMethod.Create<CreateSIPDispatchRuleRequest>("livekit.SIP", "CreateSIPDispatchRule", RequiredGrants.SipAdmin, Create),
        RpcMethod.Create<UpdateSIPDispatchRuleRequest>("livekit.SIP", "UpdateSIPDispatchRule", RequiredGrants.SipAdmin, Update),
        RpcMethod.Create<ListSIPDispatchRuleRequest>("livekit.SIP", "ListSIPDispatchRule", RequiredGrants.SipAdmin, List),
        RpcMethod.Create<DeleteSIPDispatchRuleRequest>("livekit.SIP", "DeleteSIPDispatchRule", RequiredGrants.SipAdmin, Delete),
    ];

    private SIPDispatchRuleInfo Create(CreateSIPDispatchRuleRequest request)
    {
        var rule = request.DispatchRule?.Clone() ?? FromOlderFields(request);
        DispatchRuleRules.CheckNew(rule);
        if (request.DispatchRule is not null)
        {
            SipUpdates.AddMedia(rule);
        }

        return _rules.Add(rule);
    }

    private SIPDispatchRuleInfo Update(UpdateSIPDispatchRuleRequest request)
        => SipUpdates.Apply(_rules, "rule", request.SipDispatchRuleId, request.Replace, request.Update, DispatchRuleRules.Check);

    // A rule without trunks applies to all trunks, so every trunk's list contains it.
    private ListSIPDispatchRuleResponse List(ListSIPDispatchRuleRequest request) => new()
    {
        Items =
        {
            _rules.List(
                request.DispatchRuleIds,
                request.Page,
                rule => request.TrunkIds.Count == 0 || rule.TrunkIds.Count == 0 || rule.TrunkIds.Any(request.TrunkIds.Contains)),
        },
    };

    private SIPDispatchRuleInfo Delete(DeleteSIPDispatchRuleRequest request) => _rules.Remove(request.SipDispatchRuleId);

#pragma warning disable CS0612 // LiveKit still accepts the fields that older clients send in place of a message for the whole rule.
    private static SIPDispatchRuleInfo FromOlderFields(CreateSIPDispatchRuleRequest request) => new()
    {
        Rule = request.Rule?.Clone(),
        TrunkIds = { request.TrunkIds },
        HidePhoneNumber = request.HidePhoneNumber,
        InboundNumbers = { request.InboundNumbers },
        Name = request.Name,
        Metadata = request.Metadata,
        Attributes = { request.Attributes },
        RoomPreset = request.RoomPreset,
        RoomConfig = request.RoomConfig?.Clone(),
    };
#pragma warning restore CS0612
}
