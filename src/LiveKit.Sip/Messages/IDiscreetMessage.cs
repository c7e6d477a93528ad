using Google.Protobuf;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Messages;

/// <summary>A message whose text output, alone or inside another message, shows neither secrets nor phone numbers. Its JSON is whole.</summary>
internal interface IDiscreetMessage : ICustomDiagnosticMessage
{
    string ICustomDiagnosticMessage.ToDiagnosticString() => MessageText.Of(this);
}
