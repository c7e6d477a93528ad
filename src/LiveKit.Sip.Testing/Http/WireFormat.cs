using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace LiveKit.Sip.Testing.Http;

/// <summary>One of the two forms in which Twirp sends messages.</summary>
internal abstract class WireFormat
{
    private static readonly WireFormat Protobuf = new ProtobufFormat();
    private static readonly WireFormat Json = new JsonFormat();

    /// <summary>The format that a Content-Type names; <see langword="null"/> for any other.</summary>
    public static WireFormat? Of(string contentType)
    {
        var mediaType = contentType.Split(';', 2)[0].Trim();
        return mediaType.ToLowerInvariant() switch
        {
            HttpAnswer.Protobuf => Protobuf,
            HttpAnswer.Json => Json,
            _ => null,
        };
    }

    public abstract IMessage Read(MessageDescriptor type, byte[] body);

    public abstract HttpAnswer Write(IMessage message);

    private sealed class ProtobufFormat : WireFormat
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

        public override HttpAnswer Write(IMessage message) => new(200, HttpAnswer.Protobuf, message.ToByteArray());
    }

    private sealed class JsonFormat : WireFormat
    {
        private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));
        private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

        public override IMessage Read(MessageDescriptor type, byte[] body)
        {
            try
            {
                return Parser.Parse(StrictUtf8.GetString(body), type);
            }
            catch (Exception e) when (e is InvalidProtocolBufferException or InvalidJsonException or DecoderFallbackException)
            {
                throw new TwirpErrorException(TwirpCode.Malformed, "the json request could not be decoded");
            }
        }

        public override HttpAnswer Write(IMessage message) => new(200, HttpAnswer.Json, ProtoJson.Write(message));
    }
}
