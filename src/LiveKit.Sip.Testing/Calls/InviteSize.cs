using System.Text;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>
/// LiveKit sends no INVITE over UDP that is larger than a packet. This class estimates the size of an INVITE from what the request adds to
/// an INVITE of the usual size.
/// </summary>
internal static class InviteSize
{
    private const int MaxUdpBytes = 1300;
    private const int UsualBytes = 650;

    // A header adds a colon, a space and the end of its line to its name and its value.
    private const int BytesPerHeader = 4;

    public static bool IsTooLarge(CallPlan plan) => plan.Transport is not (SIPTransport.Tcp or SIPTransport.Tls) && Of(plan) > MaxUdpBytes;

    private static int Of(CallPlan plan)
    {
        var request = plan.Request;
        // The callee stands in the first line and in the To header, where another user may take the place.
        var to = request.ToUserOverride.Length > 0 ? request.ToUserOverride : request.SipCallTo;
        return UsualBytes + Size(request.SipCallTo) + Size(to) + Size(request.DisplayName)
            + HeadersOf(plan).Sum(header => Size(header.Key) + Size(header.Value) + BytesPerHeader);
    }

    private static Dictionary<string, string> HeadersOf(CallPlan plan)
    {
        var headers = new Dictionary<string, string>(plan.TrunkHeaders, StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in plan.Request.Headers)
        {
            headers[name] = value;
        }

        foreach (var (attribute, name) in plan.AttributesToHeaders)
        {
            if (plan.Request.ParticipantAttributes.TryGetValue(attribute, out var value))
            {
                headers[name] = value;
            }
        }

        return headers;
    }

    private static int Size(string text) => Encoding.UTF8.GetByteCount(text);
}
