using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;

namespace LiveKit.Sip.Testing.Twirp;

/// <summary>This class adds details to an error as LiveKit does: in the metadata, as base64 of a google.rpc.Status.</summary>
internal static class ErrorDetails
{
    private const string FromService = "twirp error unknown: ";

    /// <summary>Adds the details in front of the metadata that the error has.</summary>
    public static TwirpError Add(TwirpError error, params IMessage[] details)
    {
        // The prefix in the text of the error is the server's, and the details come from the SIP service.
        var message = error.Message.StartsWith(FromService, StringComparison.Ordinal) ? error.Message[FromService.Length..] : error.Message;
        var status = RpcStatus(error.Code.RpcNumber, message, details);
        return new TwirpError(error.Code, error.Message, [("error_details", Convert.ToBase64String(status)), .. error.Meta]);
    }

    /// <summary>Serializes a google.rpc.Status by hand, because no .NET package of this project contains the message. Its fields are code (1), message (2) and details (3).</summary>
    private static byte[] RpcStatus(int code, string message, IEnumerable<IMessage> details)
    {
        using var buffer = new MemoryStream();
        using (var output = new CodedOutputStream(buffer, leaveOpen: true))
        {
            output.WriteTag(1, WireFormat.WireType.Varint);
            output.WriteInt32(code);
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteString(message);
            foreach (var detail in details)
            {
                output.WriteTag(3, WireFormat.WireType.LengthDelimited);
                output.WriteMessage(Any.Pack(detail));
            }
        }

        return buffer.ToArray();
    }
}
