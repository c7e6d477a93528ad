using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;

namespace LiveKit.Sip.Testing.Stores;

/// <summary>This class holds the stores of the mock server's trunks and dispatch rules.</summary>
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

    /// <summary>Deletes the trunk that has the id, whichever kind it is. The result tells whether there was one.</summary>
    public bool DeleteTrunk(string id) => OutboundTrunks.TryRemove(id) || InboundTrunks.TryRemove(id);
}
