using System.Text;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>
/// These limits of a room apply when the SIP service joins it. By then the request has been accepted, so LiveKit reports them as internal
/// errors and not as wrong values.
/// </summary>
internal static class RoomLimits
{
    private const int MaxNameLength = 256;
    private const int MaxMetadataBytes = 500 * 1024;
    private const int MaxAttributesBytes = 64 * 1024;

    /// <summary>Checks a dial against the limits.</summary>
    /// <param name="request">The request that dials.</param>
    /// <param name="identity">The identity of the participant, which the server may have chosen.</param>
    public static void Check(CreateSIPParticipantRequest request, string identity)
    {
        ThrowIf(Encoding.UTF8.GetByteCount(request.ParticipantMetadata) > MaxMetadataBytes, "431 Request Header Fields Too Large");
        ThrowIf(Length(request.RoomName) > MaxNameLength, $"room name length exceeds limits: max length {MaxNameLength}");
        ThrowIf(Length(identity) > MaxNameLength, $"participant identity length exceeds limits: max length {MaxNameLength}");
        var attributes = request.ParticipantAttributes.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
        ThrowIf(attributes > MaxAttributesBytes, "could not establish signal connection");
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    private static void ThrowIf(bool exceeded, string message)
    {
        if (exceeded)
        {
            throw TwirpErrorException.FromService(TwirpCode.Internal, "update room failed: " + message);
        }
    }
}
