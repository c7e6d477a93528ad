using Google.Protobuf.Collections;
using LiveKit.Protocol;
using LiveKit.Sip.Messages;

namespace LiveKit.Sip.Messages
{
    /// <summary>What LiveKit's messages about inbound and outbound trunks have in common, so that one validator reads both.</summary>
    internal interface ITrunkInfo
    {
        string SipTrunkId { get; }

        RepeatedField<string> Numbers { get; }

        MapField<string, string> Headers { get; }

        MapField<string, string> HeadersToAttributes { get; }

        MapField<string, string> AttributesToHeaders { get; }

        SIPHeaderOptions IncludeHeaders { get; }

        SIPMediaConfig? Media { get; }

        /// <summary>The older of two fields for the same; servers still read it.</summary>
        SIPMediaEncryption DeprecatedEncryption { get; }
    }

    /// <summary>What changes of single fields have in common.</summary>
    internal interface ITrunkUpdate
    {
        ListUpdate? Numbers { get; }

        SIPMediaConfig? Media { get; }

        /// <summary>The older of two fields for the same; servers still read it.</summary>
        SIPMediaEncryption DeprecatedEncryption { get; }
    }
}

#pragma warning disable CS0612 // The interfaces have a name of their own for the deprecated field.
namespace LiveKit.Protocol
{
    public sealed partial class SIPInboundTrunkInfo : ITrunkInfo
    {
        SIPMediaEncryption ITrunkInfo.DeprecatedEncryption => MediaEncryption;
    }

    public sealed partial class SIPOutboundTrunkInfo : ITrunkInfo
    {
        SIPMediaEncryption ITrunkInfo.DeprecatedEncryption => MediaEncryption;
    }

    public sealed partial class SIPInboundTrunkUpdate : ITrunkUpdate
    {
        SIPMediaEncryption ITrunkUpdate.DeprecatedEncryption => MediaEncryption;
    }

    public sealed partial class SIPOutboundTrunkUpdate : ITrunkUpdate
    {
        SIPMediaEncryption ITrunkUpdate.DeprecatedEncryption => MediaEncryption;
    }
}
