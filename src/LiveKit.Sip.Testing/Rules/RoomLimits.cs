using System.Globalization;
using System.Text;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>These are the sizes that LiveKit's server allows for names, metadata and attributes. All of them count UTF-8 bytes.</summary>
/// <remarks>The errors of dials were recorded. Those of the other requests are from LiveKit's published open-source server.</remarks>
internal static class RoomLimits
{
    private const int MaxNameLength = 256;
    private const int MaxMetadataBytes = 64_000;
    private const int MaxAttributesBytes = 64_000;

    // The SIP service hands metadata and attributes over in the request that joins the room, whose size is what limits them there.
    private const int MaxJoiningMetadataBytes = 500 * 1024;
    private const int MaxJoiningAttributesBytes = 64 * 1024;

    /// <summary>
    /// Checks a dial. Its limits apply when the SIP service joins the room. By then the request has been accepted, so LiveKit reports them as
    /// internal errors and not as wrong values.
    /// </summary>
    /// <param name="request">The request that dials.</param>
    /// <param name="identity">The identity of the participant, which the server may have chosen.</param>
    public static void Check(CreateSIPParticipantRequest request, string identity)
    {
        ThrowIfNotJoined(Size(request.ParticipantMetadata) > MaxJoiningMetadataBytes, "431 Request Header Fields Too Large");
        ThrowIfNotJoined(Size(request.RoomName) > MaxNameLength, $"room name length exceeds limits: max length {MaxNameLength}");
        ThrowIfNotJoined(Size(identity) > MaxNameLength, $"participant identity length exceeds limits: max length {MaxNameLength}");
        ThrowIfNotJoined(Size(request.ParticipantAttributes) > MaxJoiningAttributesBytes, "could not establish signal connection");
    }

    public static void Check(CreateRoomRequest request)
    {
        if (Size(request.Name) > MaxNameLength)
        {
            throw TwirpErrorException.FromService(TwirpCode.InvalidArgument, "room name length exceeds limits");
        }

        CheckMetadata(request.Metadata);
        foreach (var agent in request.Agents)
        {
            CheckMetadata(agent.Metadata);
            CheckAttributes(agent.Attributes);
        }
    }

    public static void Check(UpdateRoomMetadataRequest request) => CheckMetadata(request.Metadata);

    public static void Check(UpdateParticipantRequest request)
    {
        ThrowIfOver(Size(request.Name), MaxNameLength, "name length exceeds limits");
        CheckMetadata(request.Metadata);
        CheckAttributes(request.Attributes);
    }

    private static void CheckMetadata(string metadata) => ThrowIfOver(Size(metadata), MaxMetadataBytes, "metadata size exceeds limits");

    private static void CheckAttributes(IEnumerable<KeyValuePair<string, string>> attributes)
        => ThrowIfOver(Size(attributes), MaxAttributesBytes, "attribute size exceeds limits");

    private static int Size(string text) => Encoding.UTF8.GetByteCount(text);

    private static int Size(IEnumerable<KeyValuePair<string, string>> attributes) => attributes.Sum(entry => Size(entry.Key) + Size(entry.Value));

    private static void ThrowIfNotJoined(bool exceeded, string message)
    {
        if (exceeded)
        {
            throw TwirpErrorException.FromService(TwirpCode.Internal, "update room failed: " + message);
        }
    }

    // The server passes the text of its error as the name of the wrong argument, so the text stands in the metadata too.
    private static void ThrowIfOver(int size, int limit, string message)
    {
        if (size > limit)
        {
            var shown = limit.ToString(CultureInfo.InvariantCulture);
            throw new TwirpErrorException(new TwirpError(TwirpCode.InvalidArgument, $"{message} {shown}", ("argument", message)));
        }
    }
}
