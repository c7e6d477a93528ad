using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Testing.Twirp;

/// <summary>One of the two encodings in which Twirp sends messages: protobuf or JSON.</summary>
internal abstract class MessageEncoding
{
    private static readonly MessageEncoding Protobuf = new ProtobufEncoding();
    private static readonly MessageEncoding Json = new JsonEncoding();

    /// <summary>Finds the encoding that a Content-Type names. The result is <see langword="null"/> when Twirp does not know the type.</summary>
    public static MessageEncoding? Of(string contentType)
    {
        var mediaType = contentType.Split(';', 2)[0].Trim();
        return mediaType.ToLowerInvariant() switch
        {
            RawResponse.Protobuf => Protobuf,
            RawResponse.Json => Json,
            _ => null,
        };
    }

    public abstract IMessage Read(MessageDescriptor type, byte[] body);

    public abstract RawResponse Write(IMessage message);

    private sealed class ProtobufEncoding : MessageEncoding
    {
        public override IMessage Read(MessageDescriptor type, byte[] body)
        {
            try
            {
                return type.Parser.ParseFrom(body);
            }
            catch (InvalidProtocolBufferException)
            {
                throw new TwirpErrorException(TwirpCode.Malformed, "the protobuf request could not be decoded");
            }
        }

        public override RawResponse Write(IMessage message) => new(200, RawResponse.Protobuf, message.ToByteArray());
    }

    private sealed class JsonEncoding : MessageEncoding
    {
        public override IMessage Read(MessageDescriptor type, byte[] body)
        {
            try
            {
                return GoProtoJson.Read(type, body);
            }
            catch (FormatException)
            {
                throw new TwirpErrorException(TwirpCode.Malformed, "the json request could not be decoded");
            }
        }

        public override RawResponse Write(IMessage message) => new(200, RawResponse.Json, ProtoJson.Write(message));
    }
}
