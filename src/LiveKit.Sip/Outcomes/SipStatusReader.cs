using System.Globalization;
using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Outcomes;

/// <summary>Finds the SIP status in the metadata of a Twirp error: in its own members, else in the packed error details.</summary>
internal static class SipStatusReader
{
    public static (int? Code, string? Phrase) Read(IReadOnlyDictionary<string, string> metadata)
    {
        metadata.TryGetValue("sip_status", out var phrase);
        if (metadata.TryGetValue("sip_status_code", out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code))
        {
            return (code, phrase);
        }

        return metadata.TryGetValue("error_details", out var details) && FromDetails(details) is { } status
            ? ((int)status.Code, status.Status)
            : (null, phrase);
    }

    private static SIPStatus? FromDetails(string base64)
    {
        try
        {
            foreach (var detail in RpcStatus.Parser.ParseFrom(Convert.FromBase64String(base64)).Details)
            {
                if (detail.Is(SIPStatus.Descriptor))
                {
                    return detail.Unpack<SIPStatus>();
                }
            }
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            // Details of a form that no LiveKit of today sends: the error's text and code are what is left to go by.
        }

        return null;
    }
}
