using LiveKit.Protocol;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>The SIP headers that the callee sends with the answer.</summary>
internal sealed class RemoteHeaders
{
    public static readonly RemoteHeaders None = new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));

    private const string CallIdHeader = "Call-ID";
    private const string AttributePrefix = "sip.h.";

    private readonly Dictionary<string, string> _headers;

    public RemoteHeaders(IReadOnlyDictionary<string, string> ofPhone)
    {
        _headers = new Dictionary<string, string>(ofPhone, StringComparer.OrdinalIgnoreCase);
        _headers.TryAdd(CallIdHeader, Ids.SipCallId());
    }

    /// <summary>Shows in the participant what is known of the dialog once the callee has answered.</summary>
    public void AddTo(ParticipantInfo info, CallPlan plan)
    {
        info.Attributes["sip.callIDFull"] = _headers[CallIdHeader];
        info.Attributes["sip.callTag"] = Ids.SipTag();
        foreach (var (name, value) in _headers.Where(header => IsIncluded(header.Key, plan.IncludeHeaders)))
        {
            info.Attributes[AttributePrefix + name.ToLowerInvariant()] = value;
        }

        foreach (var (name, attribute) in plan.HeadersToAttributes)
        {
            if (_headers.TryGetValue(name, out var value))
            {
                info.Attributes[attribute] = value;
            }
        }
    }

    /// <summary>The headers as <c>lk.sip.GetRemoteHeaders</c> tells them.</summary>
    public GetRemoteHeadersV1Response Select(GetRemoteHeadersV1Request request)
    {
        bool IsIn(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

        var chosen = _headers.Where(header =>
            (request.Include.Count == 0 || IsIn(request.Include, header.Key)) && !IsIn(request.Exclude, header.Key));
        return new GetRemoteHeadersV1Response { Headers = { chosen.ToDictionary(StringComparer.Ordinal) } };
    }

    private static bool IsIncluded(string name, SIPHeaderOptions options) => options switch
    {
        SIPHeaderOptions.SipAllHeaders => true,
        SIPHeaderOptions.SipXHeaders => name.StartsWith("X-", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
