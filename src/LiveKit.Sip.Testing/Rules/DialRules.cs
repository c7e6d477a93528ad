using LiveKit.Protocol;

namespace LiveKit.Sip.Testing.Rules;

/// <summary>
/// These are the checks of LiveKit's server on a CreateSIPParticipantRequest, which come before anything else. They are deliberately no
/// stricter than the server: the client refuses more, and its tests need a server that does not.
/// </summary>
internal static class DialRules
{
    public static void Check(CreateSIPParticipantRequest request)
    {
        InvalidArgument.ThrowIf(
            request.SipTrunkId.Length == 0 && request.SipNumber.Length == 0 && request.Trunk is null,
            "missing sip trunk id and sip number");
        InvalidArgument.ThrowIf(request.SipCallTo.Length == 0, "missing sip callee number");
        InvalidArgument.ThrowIf(request.SipCallTo.Contains('@', StringComparison.Ordinal), "SipCallTo should be a phone number or SIP user, not a full SIP URI");
        InvalidArgument.ThrowIf(request.RoomName.Length == 0, "missing room name");
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
        InvalidArgument.ThrowIf(user.Contains('@', StringComparison.Ordinal), "ToUserOverride should be a phone number or SIP user, not a full SIP URI");
        if (SipToken.FindForbidden(user) is { } c)
        {
            throw InvalidArgument.Error($"ToUserOverride contains invalid characters: char {c} not allowed");
        }
    }
}
