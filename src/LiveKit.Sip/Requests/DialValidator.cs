using System.Text;
using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Requests.Trunks;

namespace LiveKit.Sip.Requests;

/// <summary>Everything that can be wrong with a dial, found before the network: the server's rules and those it forgets.</summary>
internal static class DialValidator
{
    private const int MaxAttributeBytes = 64 * 1024;
    private const int MaxMetadataBytes = 500 * 1024;
    private static readonly TimeSpan LongestCall = TimeSpan.FromHours(24);

    /// <param name="request">The message.</param>
    /// <param name="isCloud">Whether it goes to LiveKit Cloud.</param>
    /// <param name="problems">What is wrong is added.</param>
    /// <param name="addedAttributeBytes">What this library adds to the attributes.</param>
    public static void Check(CreateSIPParticipantRequest request, bool isCloud, ProblemList problems, int addedAttributeBytes = 0)
    {
        CheckCallee(request, problems);
        TrunkValidator.Check(request, problems);
        CheckRoom(request, problems);
        CheckAttributes(request, addedAttributeBytes, problems);
        CheckClocks(request, isCloud, problems);
        HeaderValidator.Check("headers", request.Headers, problems);
        CheckDisplayName(request, problems);
#pragma warning disable CS0612 // Still checked by the server.
        MediaValidator.CheckEncryption(request.MediaEncryption, "media_encryption", problems);
#pragma warning restore CS0612
        MediaValidator.Check(request.Media, "media", problems);
        problems.Check(
            request.Dtmf.Length == 0 || SipSyntax.IsDtmf(request.Dtmf),
            "dtmf",
            "may hold only 0-9, *, #, A-D, and w for a pause of half a second");
        problems.Check(Enum.IsDefined(request.IncludeHeaders), "include_headers", "is no value that LiveKit knows");
        CheckDestination(request.Destination, problems);
        TextValidator.Check(request, problems);
    }

    private static void CheckCallee(CreateSIPParticipantRequest request, ProblemList problems)
    {
        if (request.SipCallTo.Length == 0)
        {
            problems.Add("sip_call_to", "is required");
        }
        else
        {
            NumberRules.Check(request.SipCallTo, "sip_call_to", problems);
        }

        // Alone it does not work either: LiveKit asks for a callee in any case.
        problems.Check(request.SipToHeader is null, "sip_to_header", "cannot be used, because LiveKit refuses it beside a callee; set ToUserOverride (to_user_override) to change the user of the To header");

        var user = request.ToUserOverride;
        problems.Check(
            user.Length == 0 || SipSyntax.IsToken(user),
            "to_user_override",
            user.Contains('@') ? "must be a phone number or SIP user, not a SIP address with @" : "may hold only letters, digits and -.!%*_+`'~");
    }

    private static void CheckRoom(CreateSIPParticipantRequest request, ProblemList problems)
    {
        NameRules.CheckRoom(request.RoomName, "room_name", problems);
        NameRules.CheckLength(request.ParticipantIdentity, "participant_identity", problems);
        problems.Check(
            Encoding.UTF8.GetByteCount(request.ParticipantMetadata) <= MaxMetadataBytes,
            "participant_metadata",
            $"must be at most {MaxMetadataBytes} bytes");
    }

    private static void CheckAttributes(CreateSIPParticipantRequest request, int addedBytes, ProblemList problems)
    {
        if (request.ParticipantAttributes.Count == 0)
        {
            return;
        }

        var size = addedBytes;
        foreach (var (key, value) in request.ParticipantAttributes)
        {
            size += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
            AttributeRules.CheckKey(key, "participant_attributes", problems);
        }

        problems.Check(size <= MaxAttributeBytes, "participant_attributes", $"must be at most {MaxAttributeBytes} bytes in all; they are {size}");
    }

    private static void CheckClocks(CreateSIPParticipantRequest request, bool isCloud, ProblemList problems)
    {
        if (request.RingingTimeout is { } ringingTimeout)
        {
            var isDuration = Durations.TryRead(ringingTimeout, out var ringing);
            var longest = isCloud ? CallClocks.LongestRingingOnCloud : CallClocks.LongestRinging;
            problems.Check(
                isDuration && ringing > TimeSpan.Zero && ringing <= longest,
                "ringing_timeout",
                $"must be more than zero and at most {(isCloud ? $"{longest.TotalSeconds} seconds on LiveKit Cloud" : $"{longest.TotalHours} hours")}");
        }

        if (request.MaxCallDuration is { } maxCallDuration)
        {
            var isDuration = Durations.TryRead(maxCallDuration, out var duration);
            problems.Check(
                isDuration && duration > TimeSpan.Zero && duration <= LongestCall,
                "max_call_duration",
                $"must be more than zero and at most {LongestCall.TotalHours} hours");
        }
    }

    private static void CheckDisplayName(CreateSIPParticipantRequest request, ProblemList problems)
    {
        if (!request.HasDisplayName)
        {
            return;
        }

        var name = request.DisplayName;
        problems.Check(
            SipSyntax.HasAtMost(DisplayName.MaxLength, name),
            "display_name",
            $"must be at most {DisplayName.MaxLength} bytes in UTF-8 once \" and \\ are escaped");
        problems.Check(
            DisplayName.IsValidOnWire(name),
            "display_name",
            "must have no line breaks, and in LiveKit's message \" and \\ must be escaped with \\");
    }

    private static void CheckDestination(Destination? destination, ProblemList problems)
    {
        if (destination is null)
        {
            return;
        }

        problems.Check(
            destination.City.Length == 0 || destination.Country.Length > 0 || destination.Region.Length > 0,
            "destination.city",
            "needs a country or a region beside it");
        CountryCodes.Check(destination.Country, "destination.country", problems);
    }
}
