using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Phones;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>This class creates the error of a call or transfer that ended with a SIP status.</summary>
internal static class SipStatusError
{
    private static readonly EnumDescriptor StatusNames =
        LivekitSipReflection.Descriptor.EnumTypes.Single(type => type.Name == nameof(SIPStatusCode));

    /// <summary>Creates the error of a call whose INVITE got the status.</summary>
    public static TwirpError OfInvite(int sipStatus, string phrase)
    {
        // LiveKit's SIP service words the error differently for these five statuses.
        var prefix = sipStatus is 400 or 404 or 480 or 486 or 488 ? "INVITE failed" : "unexpected status from INVITE response";
        var status = StatusOf(sipStatus, phrase);
        return WithStatus(Of(status, prefix), status);
    }

    /// <summary>Creates the error of a transfer, without details.</summary>
    /// <param name="status">The status.</param>
    /// <param name="prefix">The step that failed, in words; <see langword="null"/> when the carrier rejected the REFER itself.</param>
    public static TwirpError OfTransfer(SIPStatus status, string? prefix) => Of(status, prefix);

    /// <summary>Adds the status to the metadata of an error, and to its details before any other details.</summary>
    public static TwirpError WithStatus(TwirpError error, SIPStatus status, params IMessage[] details)
    {
        var meta = new TwirpError(error.Code, error.Message, ("sip_status", status.Status), ("sip_status_code", NumberOf(status)));
        return ErrorDetails.Add(meta, [status, .. details]);
    }

    /// <summary>Returns the status as LiveKit reports it. Without a phrase, the name of the status takes the phrase's place.</summary>
    public static SIPStatus StatusOf(int sipStatus, string phrase) => new()
    {
        Code = (SIPStatusCode)sipStatus,
        Status = phrase.Length > 0 ? phrase
            : StatusNames.FindValueByNumber(sipStatus)?.Name ?? sipStatus.ToString(CultureInfo.InvariantCulture),
    };

    private static string NumberOf(SIPStatus status) => ((int)status.Code).ToString(CultureInfo.InvariantCulture);

    private static TwirpError Of(SIPStatus status, string? prefix)
        => TwirpError.FromService(
            SipStatusTable.TwirpCodeOf((int)status.Code),
            $"{(prefix is null ? "" : prefix + ": ")}sip status: {NumberOf(status)}: {status.Status}");
}
