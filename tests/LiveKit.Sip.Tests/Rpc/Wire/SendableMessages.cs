using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Requests;

namespace LiveKit.Sip.Tests.Rpc.Wire;

/// <summary>Requests with a value in every field that LiveKit takes together.</summary>
internal static class SendableMessages
{
    /// <param name="type">The type of request.</param>
    /// <param name="alternative">Which member of each oneof is filled, and how lists are changed.</param>
    /// <param name="without">Fields that stay empty.</param>
    public static IMessage Of(Type type, int alternative, IEnumerable<string> without)
    {
        var message = FilledMessages.Filled(((IMessage)Activator.CreateInstance(type)!).Descriptor, alternative);
        foreach (var field in without)
        {
            message.Descriptor.FindFieldByName(field).Accessor.Clear(message);
        }

        Fit(message, alternative);
        return message;
    }

    public static IMessage AnswerOf(MessageDescriptor type, int alternative)
    {
        var answer = FilledMessages.Filled(type, alternative);
        if (answer is TransferSIPParticipantResponse transfer)
        {
            // A failed one is thrown.
            transfer.Status = SIPTransferStatus.StsTransferSuccessful;
        }

        return answer;
    }

    private static void Fit(IMessage message, int alternative)
    {
        switch (message)
        {
            case CreateSIPInboundTrunkRequest request:
                request.Trunk.SipTrunkId = "";
                break;
            case CreateSIPOutboundTrunkRequest request:
                request.Trunk.SipTrunkId = "";
                break;
            case CreateSIPDispatchRuleRequest request:
                request.DispatchRule.SipDispatchRuleId = "";
                break;
            case CreateSIPParticipantRequest request:
                request.SipToHeader = null;
                break;
            case UpdateSIPInboundTrunkRequest { Update: { } update }:
                Fit(update.Numbers, alternative);
                Fit(update.AllowedAddresses, alternative);
                Fit(update.AllowedNumbers, alternative);
                break;
            case UpdateSIPOutboundTrunkRequest { Update: { } update }:
                Fit(update.Numbers, alternative);
                break;
            case UpdateSIPDispatchRuleRequest { Update: { } update }:
                Fit(update.TrunkIds, alternative);
                break;
            case TransferSIPParticipantRequest request:
                request.TransferTo = $"sip:{request.TransferTo}";
                break;
            default:
                break;
        }
    }

    private static void Fit(ListUpdate update, int alternative)
    {
        update.Clear = false;
        if (alternative == 1)
        {
            update.Set.Clear();
        }
        else
        {
            update.Add.Clear();
            update.Remove.Clear();
        }
    }
}
