using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Phones;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>This class creates the error of a call or transfer that ended with a SIP status.</summary>
internal static class SipStatusError
{
    private static readonly EnumDescriptor StatusNames =
        LivekitSipReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(SIPStatusCode));

    /// <summary>Creates the error of a call whose INVITE got the status.</summary>
    public static TwirpError OfInvite(int sipStatus, string phrase)
    {
        // LiveKit's SIP service words the error differently for these five statuses.
        var prefix = sipStatus is 400 or 404 or 480 or 486 or 488 ? "INVITE failed" : "unexpected status from INVITE response";
        return Of(sipStatus, phrase, prefix);
    }

    /// <summary>Creates the error of a transfer.</summary>
    /// <param name="sipStatus">The status.</param>
    /// <param name="phrase">The reason phrase of the status.</param>
    /// <param name="prefix">The step that failed, in words; <see langword="null"/> when the carrier rejected the REFER itself.</param>
    public static TwirpError OfTransfer(int sipStatus, string phrase, string? prefix) => Of(sipStatus, phrase, prefix);

    private static TwirpError Of(int sipStatus, string phrase, string? prefix)
    {
        var code = SipStatusTable.TwirpCodeOf(sipStatus);
        var number = sipStatus.ToString(CultureInfo.InvariantCulture);
        var status = phrase.Length > 0 ? phrase : StatusNames.FindValueByNumber(sipStatus)?.Name ?? number;
        var message = $"{(prefix is null ? "" : prefix + ": ")}sip status: {number}: {status}";
        var details = new SIPStatus { Code = (SIPStatusCode)sipStatus, Status = status };
        return TwirpError.FromService(
            code,
            message,
            ("error_details", Convert.ToBase64String(RpcStatus(code.RpcNumber, message, Any.Pack(details)))),
            ("sip_status", status),
            ("sip_status_code", number));
    }

    /// <summary>Serializes a google.rpc.Status by hand, because no .NET package of this project contains the message. Its fields are code (1), message (2) and details (3).</summary>
    private static byte[] RpcStatus(int code, string message, Any details)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt32(code);
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteString(message);
            output.WriteTag(3, WireFormat.WireType.LengthDelimited);
            output.WriteMessage(details);
        }

        return buffer.ToArray();
    }
}
