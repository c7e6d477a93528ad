using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;

namespace LiveKit.Sip.Outcomes;

/// <summary>A carrier's final status and its phrase, original.</summary>
internal readonly record struct CarrierStatus(int Code, string? Phrase);

/// <summary>Finds the carrier's final SIP status in an error of LiveKit: in the metadata, else in the packed error details, else in the text.</summary>
internal static partial class SipStatusReader
{
    /// <returns>Null without a status that ends a call.</returns>
    public static CarrierStatus? Read(TwirpException error)
    {
        error.Metadata.TryGetValue("sip_status", out var phrase);
        if (error.Metadata.TryGetValue("sip_status_code", out var text) && NumberOf(text) is { } code && SipStatusOutcomes.IsFinalFailure(code))
        {
            return new CarrierStatus(code, phrase);
        }

        return FromDetails(error.Metadata) ?? FromText(error.ServerMessage, phrase);
    }

    /// <summary>What a failed transfer tells about itself in the error details; null where it tells nothing.</summary>
    public static SIPTransferError? ReadTransferError(TwirpException error)
    {
        foreach (var detail in DetailsOf(error.Metadata))
        {
            if (detail.Is(SIPTransferError.Descriptor) && TryUnpack<SIPTransferError>(detail) is { } transferError)
            {
                return transferError;
            }
        }

        return null;
    }

    /// <returns>Null where the message holds no status that ends a call.</returns>
    public static CarrierStatus? Of(SIPStatus? status)
        => status is not null && SipStatusOutcomes.IsFinalFailure((int)status.Code) ? new CarrierStatus((int)status.Code, status.Status) : null;

    private static CarrierStatus? FromDetails(IReadOnlyDictionary<string, string> metadata)
    {
        CarrierStatus? ofTransfer = null;
        foreach (var detail in DetailsOf(metadata))
        {
            if (detail.Is(SIPStatus.Descriptor) && Of(TryUnpack<SIPStatus>(detail)) is { } status)
            {
                return status;
            }

            if (detail.Is(SIPTransferError.Descriptor))
            {
                ofTransfer ??= Of(TryUnpack<SIPTransferError>(detail)?.SipStatus);
            }
        }

        return ofTransfer;
    }

    private static CarrierStatus? FromText(string text, string? phrase)
    {
        var match = StatusInText().Match(text);
        return match.Success && NumberOf(match.Groups["code"].Value) is { } code && SipStatusOutcomes.IsFinalFailure(code)
            ? new CarrierStatus(code, phrase ?? (match.Groups["phrase"] is { Success: true } behind ? behind.Value : null))
            : null;
    }

    private static RepeatedField<Any> DetailsOf(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.TryGetValue("error_details", out var base64))
        {
            return [];
        }

        try
        {
            return RpcStatus.Parser.ParseFrom(Convert.FromBase64String(base64)).Details;
        }
        catch (Exception e) when (e is FormatException or InvalidProtocolBufferException)
        {
            // No LiveKit of today sends details of this form: the error's text and code are what is left to go by.
            return [];
        }
    }

    private static T? TryUnpack<T>(Any detail)
        where T : class, IMessage, new()
    {
        try
        {
            return detail.Unpack<T>();
        }
        catch (InvalidProtocolBufferException)
        {
            // The same holds of a detail whose type is known and whose content cannot be read.
            return null;
        }
    }

    private static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // "INVITE failed: sip status: 486: Busy Here"; without a phrase, some servers write "sip status: 603 (GLOBAL_DECLINE)".
    [GeneratedRegex(
        @"(?<![a-z])sip status: (?<code>[0-9]{3})(?![0-9])(: ?(?<phrase>.+))?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex StatusInText();
}
