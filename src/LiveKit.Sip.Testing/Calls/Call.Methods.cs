using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Calls;

/// <content>The methods that the participant of a call answers.</content>
internal sealed partial class Call
{
    private static readonly JsonParser PayloadParser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public SipMethodAnswer Perform(string method, string payload)
    {
        lock (_rooms.Gate)
        {
            try
            {
                return method switch
                {
                    _ when _outOfReach => SipMethodAnswer.NotConnected,
                    // It was there when the request came, and has left since.
                    _ when _ended => SipMethodAnswer.Gone,
                    _ when !_pickedUp => SipMethodAnswer.NotAnswered,
                    "lk.sip.EndCall" => EndByMethod(Parse<EndCallV1Request>(payload)),
                    "lk.sip.GetRemoteHeaders"
                        => SipMethodAnswer.Success(JsonFormatter.Default.Format(_remoteHeaders.Select(Parse<GetRemoteHeadersV1Request>(payload)))),
                    _ => SipMethodAnswer.UnknownMethod,
                };
            }
            catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
            {
                return SipMethodAnswer.Failed;
            }
        }
    }

    private static T Parse<T>(string payload)
        where T : IMessage<T>, new()
        => payload.Length == 0 ? new T() : PayloadParser.Parse<T>(payload);

    private SipMethodAnswer EndByMethod(EndCallV1Request request)
    {
        Record.ByeHeaders = new Dictionary<string, string>(request.Headers, StringComparer.Ordinal);
        HangUp(DialEndReason.EndCall);
        Publish();
        return SipMethodAnswer.Gone;
    }
}
