using System.Collections.ObjectModel;
using System.Globalization;
using System.Net;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip;

/// <summary>LiveKit, or something between here and LiveKit, answered a request with an error.</summary>
/// <remarks>Methods that dial throw a <see cref="SipCallException"/> instead, which carries this one as its inner exception.</remarks>
public class TwirpException : LiveKitException
{
    private const int OtherRegionOnly = 451;
    private const int FirstServerError = 500;

    /// <summary>Creates the exception.</summary>
    /// <param name="code">The Twirp error code, one of <see cref="TwirpErrorCodes"/> or a new one.</param>
    /// <param name="serverMessage">What the server said, as it said it.</param>
    /// <param name="httpStatus">The HTTP status code.</param>
    /// <param name="metadata">The error's metadata. Default: none.</param>
    /// <param name="requestId">The request id that was sent. Default: empty.</param>
    /// <param name="isFromLiveKit">Whether the answer has the form of a Twirp error. Default: <see langword="true"/>.</param>
    /// <param name="message">The exception's message. Default: code and HTTP status.</param>
    public TwirpException(
        string code,
        string serverMessage,
        int httpStatus,
        IReadOnlyDictionary<string, string>? metadata = null,
        string requestId = "",
        bool isFromLiveKit = true,
        string? message = null)
        : base(message ?? $"{OneLine.OfForeign(code)} (HTTP {httpStatus})")
    {
        Code = code;
        ServerMessage = serverMessage;
        HttpStatus = httpStatus;
        Metadata = metadata ?? ReadOnlyDictionary<string, string>.Empty;
        RequestId = requestId;
        IsFromLiveKit = isFromLiveKit;
    }

    /// <summary>The Twirp error code: one of <see cref="TwirpErrorCodes"/>, or what else the server sent. Derived from the HTTP status where the answer is no Twirp error.</summary>
    public string Code { get; }

    /// <summary>
    /// What the server said (<c>msg</c>), original and unmasked: it may hold a phone number, and whatever else of the request was sent back.
    /// Where the answer is no Twirp error, the first 1,024 bytes of its body.
    /// </summary>
    public string ServerMessage { get; }

    /// <summary>The HTTP status code.</summary>
    public int HttpStatus { get; }

    /// <summary>The error's metadata (<c>meta</c>), such as <c>sip_status_code</c>; empty if there is none.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Where a redirect points: scheme, host and path. Null where the answer is none.</summary>
    internal string? RedirectsTo { get; init; }

    /// <summary>The id that the request carried (<c>X-Livekit-Request-Id</c>), for LiveKit's logs.</summary>
    public string RequestId { get; }

    /// <summary>What this side knows about the cause, to be put behind the server's words; empty if it knows nothing.</summary>
    internal string Explanation { get; init; } = "";

    /// <summary>Whether the answer has the form of a Twirp error. Otherwise a proxy, a load balancer or another server gave it, or LiveKit refused the token in plain text.</summary>
    public bool IsFromLiveKit { get; }

    internal override bool MayHaveBeenApplied
        => Code != TwirpErrorCodes.Unimplemented
            && (HttpStatus == (int)HttpStatusCode.RequestTimeout || HttpStatus is < 300 or >= FirstServerError);

    internal override bool IsFinal
        => Code is TwirpErrorCodes.Unauthenticated or TwirpErrorCodes.PermissionDenied or TwirpErrorCodes.Unimplemented or TwirpErrorCodes.DataLoss;

    internal override bool IsTransient => HttpStatus >= FirstServerError && !IsFinal;

    internal override bool WasTurnedAway => HttpStatus == OtherRegionOnly && !IsFromLiveKit;

    internal override bool IsRepeatedByOthers => HttpStatus >= FirstServerError && !IsFromLiveKit;

    internal override string LogName => string.Create(CultureInfo.InvariantCulture, $"{(TwirpErrorCodes.IsKnown(Code) ? Code : "a code of its own")}, HTTP {HttpStatus}");
}
