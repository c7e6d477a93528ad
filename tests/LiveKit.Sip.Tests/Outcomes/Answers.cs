using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Tests.Outcomes;

/// <summary>Error answers as the client hands them to the classifier.</summary>
internal static class Answers
{
    public static DialCircumstances Dial { get; } = new(TimeSpan.FromMilliseconds(800), TimeSpan.FromSeconds(30));

    /// <summary>Reads an answer the way the client does.</summary>
    public static TwirpException Read(int httpStatus, string body)
    {
        var error = TwirpError.Read(httpStatus, Encoding.UTF8.GetBytes(body));
        return new TwirpException(error.Code, error.Message, httpStatus, error.Metadata, isFromLiveKit: error.IsTwirp);
    }

    public static TwirpException Twirp(string code, string message = "", params (string Name, string Value)[] metadata)
        => new(code, message, 400, metadata.ToDictionary(entry => entry.Name, entry => entry.Value, StringComparer.Ordinal));

    public static TwirpException SipStatus(int code, string? phrase = null)
        => phrase is null
            ? Twirp("invalid_argument", "", ("sip_status_code", Text(code)))
            : Twirp("invalid_argument", "", ("sip_status_code", Text(code)), ("sip_status", phrase));

    public static string ErrorDetails(int code, string phrase, params IMessage[] before)
    {
        var status = new RpcStatus { Code = 3, Message = "INVITE failed" };
        status.Details.Add(before.Select(Any.Pack));
        status.Details.Add(Any.Pack(new SIPStatus { Code = (SIPStatusCode)code, Status = phrase }));
        return status.ToByteString().ToBase64();
    }

    /// <summary>Judges an answer as a client does that knows nothing of its carrier.</summary>
    public static Verdict Classify(TwirpException error, DialCircumstances? dial = null) => new OutcomeClassifier().Classify(error, dial ?? Dial);

    public static CallOutcome OutcomeOf(TwirpException error) => Classify(error).Outcome;

    /// <summary>What an answer alone says about a call.</summary>
    public static (CallOutcome Outcome, bool MayHaveRung) JudgmentOf(TwirpException error, DialCircumstances? dial = null)
    {
        var verdict = Classify(error, dial);
        return (verdict.Outcome, verdict.MayHaveRung);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
