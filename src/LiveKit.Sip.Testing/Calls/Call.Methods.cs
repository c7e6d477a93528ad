using Google.Protobuf;
using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Calls;

/// <content>This part holds the RPC methods of the call's participant.</content>
internal sealed partial class Call
{
    private static readonly JsonParser PayloadParser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>Performs a method of the participant. A method that the SIP service does not know fails, whatever its payload.</summary>
    public SipMethodResult Perform(string method, string payload)
    {
        lock (_rooms.Gate)
        {
            try
            {
                return method switch
                {
                    _ when _isOrphaned => SipMethodResult.NotConnected,
                    // The participant was in the room when the request came, and has left since.
                    _ when _isEnded => SipMethodResult.Gone,
                    _ when !_isAnswered => SipMethodResult.NotAnswered,
                    "lk.sip.EndCall" => EndByMethod(Parse<EndCallV1Request>(payload)),
                    "lk.sip.GetRemoteHeaders" => SipMethodResult.Success(Format(_remoteHeaders.Select(Parse<GetRemoteHeadersV1Request>(payload)))),
                    _ => SipMethodResult.UnknownMethod,
                };
            }
            catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException)
            {
                return SipMethodResult.Failed;
            }
        }
    }

    private static T Parse<T>(string payload)
        where T : IMessage<T>, new()
        => payload.Length == 0 ? new T() : PayloadParser.Parse<T>(payload);

    // LiveKit writes no spaces, and leaves the headers out when there are none.
    private static string Format(GetRemoteHeadersV1Response response)
        => response.Headers.Count == 0 ? "{}" : JsonFormatter.Default.Format(response);

    private SipMethodResult EndByMethod(EndCallV1Request request)
    {
        Record.ByeHeaders = new Dictionary<string, string>(request.Headers, StringComparer.Ordinal);
        HangUp(DialEndReason.EndCall);
        Publish();
        return SipMethodResult.Gone;
    }
}
