using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>What LiveKit's server checks in a CreateSIPParticipantRequest before it does anything. What a careful client refuses besides, it takes.</summary>
internal static class DialRules
{
    public static void Check(CreateSIPParticipantRequest request)
    {
        Refuse.If(
            request.SipTrunkId.Length == 0 && request.SipNumber.Length == 0 && request.Trunk is null,
            "missing sip trunk id and sip number");
        Refuse.If(request.SipCallTo.Length == 0, "missing sip callee number");
        Refuse.If(request.SipCallTo.Contains('@', StringComparison.Ordinal), "SipCallTo should be a phone number or SIP user, not a full SIP URI");
        Refuse.If(request.RoomName.Length == 0, "missing room name");
        CheckToUserOverride(request.ToUserOverride);
        if (request.Trunk is { } trunk)
        {
            TrunkRules.CheckInline(trunk);
        }

        HeaderRules.Check(request.Headers);
        if (request.HasDisplayName)
        {
            DisplayNameRules.Check(request.DisplayName);
        }

        if (request.Destination is { } destination)
        {
            DestinationRules.Check(destination);
        }

        if (request.Media is { } media)
        {
            MediaRules.Check(media);
        }
    }

    private static void CheckToUserOverride(string user)
    {
        Refuse.If(user.Contains('@', StringComparison.Ordinal), "ToUserOverride should be a phone number or SIP user, not a full SIP URI");
        if (SipToken.FindForbidden(user) is { } c)
        {
            throw Refuse.For($"ToUserOverride contains invalid characters: char {c} not allowed");
        }
    }
}
