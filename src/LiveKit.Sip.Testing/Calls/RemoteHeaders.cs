using LiveKit.Protocol;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>The SIP headers that the callee's phone sends when the callee answers.</summary>
internal sealed class RemoteHeaders
{
    public static readonly RemoteHeaders None = new(new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));

    private const string CallIdHeader = "Call-ID";
    private const string AttributePrefix = "sip.h.";

    private readonly Dictionary<string, string> _headers;

    public RemoteHeaders(IReadOnlyDictionary<string, string> phoneHeaders)
    {
        _headers = new Dictionary<string, string>(phoneHeaders, StringComparer.OrdinalIgnoreCase);
        _headers.TryAdd(CallIdHeader, Ids.SipCallId());
    }

    /// <summary>Adds what LiveKit knows of the SIP dialog after the answer to the attributes of the participant.</summary>
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

    /// <summary>Selects headers as <c>lk.sip.GetRemoteHeaders</c> does.</summary>
    public GetRemoteHeadersV1Response Select(GetRemoteHeadersV1Request request)
    {
        static bool IsIn(IEnumerable<string> names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

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
