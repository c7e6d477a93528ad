using System.Text;
using LiveKit.Sip.Testing.Calls;
using LiveKit.Sip.Testing.Http;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>What keeps the SIP service from joining the room. It learns that late, so these errors look like faults of the server.</summary>
internal static class RoomLimits
{
    private const int MaxNameLength = 256;
    private const int MaxMetadataBytes = 500 * 1024;
    private const int MaxAttributesBytes = 64 * 1024;

    public static void Check(CallPlan plan)
    {
        var request = plan.Request;
        Fail(Encoding.UTF8.GetByteCount(request.ParticipantMetadata) > MaxMetadataBytes, "431 Request Header Fields Too Large");
        Fail(Length(request.RoomName) > MaxNameLength, $"room name length exceeds limits: max length {MaxNameLength}");
        Fail(Length(plan.Identity) > MaxNameLength, $"participant identity length exceeds limits: max length {MaxNameLength}");
        var attributes = request.ParticipantAttributes.Sum(entry => Encoding.UTF8.GetByteCount(entry.Key) + Encoding.UTF8.GetByteCount(entry.Value));
        Fail(attributes > MaxAttributesBytes, "could not establish signal connection");
    }

    private static int Length(string text) => text.EnumerateRunes().Count();

    private static void Fail(bool exceeded, string message)
    {
        if (exceeded)
        {
            throw TwirpErrorException.FromService(TwirpCode.Internal, "update room failed: " + message);
        }
    }
}
