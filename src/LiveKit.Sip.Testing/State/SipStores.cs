using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;

namespace LiveKit.Sip.Testing.State;

/// <summary>The trunks and dispatch rules of the mock server.</summary>
internal sealed class SipStores
{
    private const string NoTrunk = "requested sip trunk does not exist";
    private const string NoRule = "requested sip dispatch rule does not exist";

    public SipStores(MockLiveKitOptions options)
    {
        OutboundTrunks = new SipStore<SIPOutboundTrunkInfo>(NoTrunk, Ids.Trunk, options);
        InboundTrunks = new SipStore<SIPInboundTrunkInfo>(NoTrunk, Ids.Trunk, options, InboundTrunkConflicts.Check);
        DispatchRules = new SipStore<SIPDispatchRuleInfo>(NoRule, Ids.DispatchRule, options, DispatchRuleConflicts.Check);
    }

    public SipStore<SIPOutboundTrunkInfo> OutboundTrunks { get; }

    public SipStore<SIPInboundTrunkInfo> InboundTrunks { get; }

    public SipStore<SIPDispatchRuleInfo> DispatchRules { get; }

    /// <summary>Deletes a trunk of either kind, if there is one.</summary>
    public bool DeleteTrunk(string id) => OutboundTrunks.TryRemove(id) || InboundTrunks.TryRemove(id);
}
