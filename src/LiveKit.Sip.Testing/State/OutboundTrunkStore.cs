using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.State;

/// <summary>The outbound trunks of the mock server. Thread-safe; what goes in and out is copied.</summary>
internal sealed class OutboundTrunkStore
{
    // LiveKit lists trunks by id.
    private readonly SortedDictionary<string, SIPOutboundTrunkInfo> _trunks = new(StringComparer.Ordinal);

    public SIPOutboundTrunkInfo Add(SIPOutboundTrunkInfo trunk)
    {
        var stored = trunk.Clone();
        stored.SipTrunkId = Ids.Trunk();
        lock (_trunks)
        {
            _trunks.Add(stored.SipTrunkId, stored);
        }

        return stored.Clone();
    }

    public SIPOutboundTrunkInfo Get(string id)
    {
        lock (_trunks)
        {
            return _trunks.TryGetValue(id, out var trunk)
                ? trunk.Clone()
                : throw new TwirpErrorException(TwirpCode.NotFound, "requested sip trunk does not exist");
        }
    }

    /// <summary>The trunks with these ids, in their order, or all; of these, those with one of the numbers, or all.</summary>
    public IReadOnlyList<SIPOutboundTrunkInfo> List(IReadOnlyCollection<string> ids, IReadOnlyCollection<string> numbers)
    {
        lock (_trunks)
        {
            var chosen = ids.Count == 0 ? _trunks.Values : ids.Where(_trunks.ContainsKey).Select(id => _trunks[id]);
            return [.. chosen.Where(trunk => numbers.Count == 0 || trunk.Numbers.Any(numbers.Contains)).Select(trunk => trunk.Clone())];
        }
    }
}
