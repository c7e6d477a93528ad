using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.Phones;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>The error of a call that ended with a SIP status.</summary>
internal static class SipFailure
{
    private static readonly EnumDescriptor StatusNames =
        LivekitSipReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(SIPStatusCode));

    public static TwirpError Of(int sipStatus, string phrase)
    {
        // LiveKit's SIP service has a case of its own for the statuses that carriers explain most often.
        var lead = sipStatus is 400 or 404 or 480 or 486 or 488 ? "INVITE failed" : "unexpected status from INVITE response";
        return Of(sipStatus, phrase, lead);
    }

    /// <summary>The error of a transfer.</summary>
    /// <param name="sipStatus">The status.</param>
    /// <param name="phrase">Its reason phrase.</param>
    /// <param name="lead">What failed, in words; nothing when the carrier refused the REFER itself.</param>
    public static TwirpError OfTransfer(int sipStatus, string phrase, string? lead) => Of(sipStatus, phrase, lead);

    private static TwirpError Of(int sipStatus, string phrase, string? lead)
    {
        var code = SipStatusTable.TwirpCodeOf(sipStatus);
        var number = sipStatus.ToString(CultureInfo.InvariantCulture);
        var status = phrase.Length > 0 ? phrase : StatusNames.FindValueByNumber(sipStatus)?.Name ?? number;
        var message = $"{(lead is null ? "" : lead + ": ")}sip status: {number}: {status}";
        var details = new SIPStatus { Code = (SIPStatusCode)sipStatus, Status = status };
        return TwirpError.FromService(
            code,
            message,
            ("error_details", Convert.ToBase64String(RpcStatus(code.RpcNumber, message, Any.Pack(details)))),
            ("sip_status", status),
            ("sip_status_code", number));
    }

    /// <summary>A google.rpc.Status: code 1, message 2, details 3.</summary>
    private static byte[] RpcStatus(int code, string message, Any details)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            output.WriteTag(1, Google.Protobuf.WireFormat.WireType.Varint);
            output.WriteInt32(code);
            output.WriteTag(2, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            output.WriteString(message);
            output.WriteTag(3, Google.Protobuf.WireFormat.WireType.LengthDelimited);
            output.WriteMessage(details);
        }

        return buffer.ToArray();
    }
}
