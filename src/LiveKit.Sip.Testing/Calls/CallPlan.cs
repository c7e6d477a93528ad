using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Requests;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>A dial request together with everything that LiveKit decides about the call before its participant joins the room.</summary>
internal sealed class CallPlan
{
    private static readonly TimeSpan DefaultRinging = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan DefaultDeadline = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultAnswerDeadline = TimeSpan.FromSeconds(80);
    private static readonly TimeSpan MaxCallDuration = TimeSpan.FromHours(24);

    private static readonly IReadOnlyDictionary<string, string> NoHeaders = new Dictionary<string, string>(StringComparer.Ordinal);

    private CallPlan(CreateSIPParticipantRequest request) => Request = request;

    public CreateSIPParticipantRequest Request { get; }

    public string Identity => Request.ParticipantIdentity.Length > 0 ? Request.ParticipantIdentity : "sip_" + Request.SipCallTo;

    public string? TrunkId { get; private init; }

    public required string TrunkNumber { get; init; }

    public required string Hostname { get; init; }

    public SIPTransport Transport { get; private init; }

    public string Username { get; private init; } = "";

    public string Password { get; private init; } = "";

    public bool RequiresEncryption { get; private init; }

    /// <summary>The callee's headers that become attributes <c>sip.h.…</c>.</summary>
    public SIPHeaderOptions IncludeHeaders { get; private init; }

    /// <summary>The callee's headers that become attributes under other names, and these names.</summary>
    public required IReadOnlyDictionary<string, string> HeadersToAttributes { get; init; }

    /// <summary>The SIP headers that the stored trunk puts on every INVITE.</summary>
    public required IReadOnlyDictionary<string, string> TrunkHeaders { get; init; }

    /// <summary>The participant's attributes that become SIP headers, and the names of these headers.</summary>
    public required IReadOnlyDictionary<string, string> AttributesToHeaders { get; init; }

    public TimeSpan RingingTimeout { get; private init; }

    public TimeSpan MaxDuration { get; private init; }

    /// <summary>The time after which the server gives up a request that still waits for the callee to answer.</summary>
    public TimeSpan Deadline { get; private init; }

    /// <summary>The step at which the server closes the connection of the request; <see langword="null"/> for none.</summary>
    public DialStep? DropAt { get; private init; }

    /// <summary>Whether the server's deadline passes at the very moment at which the callee answers.</summary>
    public bool DeadlineAtAnswer { get; private init; }

    /// <summary>The step at which the SIP service dies that serves the call; <see langword="null"/> for none.</summary>
    public DialStep? SipServiceDiesAt { get; private init; }

    /// <summary>Makes the plan, or throws the error that the server reports at this point.</summary>
    public static CallPlan Of(CreateSIPParticipantRequest request, SIPOutboundTrunkInfo? trunk, MockRequest record)
    {
        var number = request.SipNumber.Length > 0 ? request.SipNumber
            : trunk is { Numbers.Count: > 0 } ? trunk.Numbers[RandomNumberGenerator.GetInt32(trunk.Numbers.Count)]
            : throw TwirpErrorException.FromService(TwirpCode.FailedPrecondition, "no numbers on outbound trunk");
        var hostname = trunk?.Address ?? request.Trunk?.Hostname
            ?? throw TwirpErrorException.FromService(TwirpCode.InvalidArgument, "invalid request URI: address must be set");
        // The server has checked by now that the callee is there, so a To header is always one too many.
        if (request.SipToHeader is not null)
        {
            throw TwirpErrorException.FromService(TwirpCode.InvalidArgument, "invalid To header: cannot use both CallTo and SipToHeader");
        }

        return new CallPlan(request)
        {
            TrunkId = trunk?.SipTrunkId,
            TrunkNumber = number,
            Hostname = hostname,
            Transport = trunk?.Transport ?? request.Trunk!.Transport,
            Username = trunk?.AuthUsername ?? request.Trunk!.AuthUsername,
            Password = trunk?.AuthPassword ?? request.Trunk!.AuthPassword,
            RequiresEncryption = EncryptionOf(request, trunk) == SIPMediaEncryption.SipMediaEncryptRequire,
            IncludeHeaders = request.IncludeHeaders != SIPHeaderOptions.SipNoHeaders ? request.IncludeHeaders : trunk?.IncludeHeaders ?? default,
            HeadersToAttributes = new Dictionary<string, string>(trunk?.HeadersToAttributes ?? request.Trunk!.HeadersToAttributes, StringComparer.Ordinal),
            TrunkHeaders = trunk is null ? NoHeaders : new Dictionary<string, string>(trunk.Headers, StringComparer.Ordinal),
            AttributesToHeaders = new Dictionary<string, string>(trunk?.AttributesToHeaders ?? request.Trunk!.AttributesToHeaders, StringComparer.Ordinal),
            RingingTimeout = Positive(request.RingingTimeout, DefaultRinging),
            MaxDuration = Positive(request.MaxCallDuration, MaxCallDuration),
            Deadline = record.Timeout ?? (request.WaitUntilAnswered ? DefaultAnswerDeadline : DefaultDeadline),
            SipServiceDiesAt = (record.Fault?.Script as FaultScript.SilencesSipService)?.Step,
            DropAt = (record.Fault?.Script as FaultScript.DropsAt)?.Step,
            DeadlineAtAnswer = record.Fault?.Script is FaultScript.MeetsDeadlineAtAnswer,
        };
    }

    private static SIPMediaEncryption EncryptionOf(CreateSIPParticipantRequest request, SIPOutboundTrunkInfo? trunk)
    {
        // LiveKit still reads the deprecated fields where the newer ones are not set.
#pragma warning disable CS0612
        var (older, olderTrunk) = (request.MediaEncryption, trunk?.MediaEncryption ?? default);
#pragma warning restore CS0612
        var chosen = request.Media is { HasEncryption: true } media ? media.Encryption
            : older != default ? older
            : trunk?.Media is { HasEncryption: true } trunkMedia ? trunkMedia.Encryption
            : olderTrunk;
        return System.Enum.IsDefined(chosen)
            ? chosen
            : throw TwirpErrorException.FromService(TwirpCode.Unknown, "invalid SIP media encryption type");
    }

    private static TimeSpan Positive(Duration? duration, TimeSpan otherwise)
    {
        if (duration is null || duration.Seconds < 0 || duration.Nanos < 0 || duration is { Seconds: 0, Nanos: 0 })
        {
            return otherwise;
        }

        return duration.Seconds >= (long)MaxCallDuration.TotalSeconds ? MaxCallDuration : duration.ToTimeSpan();
    }
}
