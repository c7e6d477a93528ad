using LiveKit.Protocol;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Tests.Requests.Rules;

/// <summary>Requests that nothing is wrong with, to be spoiled, and what the validator says of them.</summary>
internal static class ValidRequests
{
    /// <summary>An astral character: one for people and for LiveKit, two in a .NET string.</summary>
    public const string Astral = "😀";

    public static CreateSIPParticipantRequest Message(Action<CreateSIPParticipantRequest>? change = null)
    {
        var message = new CreateSIPParticipantRequest { SipCallTo = "+15005550123", RoomName = "room", SipTrunkId = "ST_1", WaitUntilAnswered = true };
        change?.Invoke(message);
        return message;
    }

    public static DialRequest Request(Action<DialRequest>? change = null)
    {
        var request = new DialRequest { To = "+15005550123", RoomName = "room", Trunk = new StoredTrunk("ST_1") };
        change?.Invoke(request);
        return request;
    }

    public static IReadOnlyList<ValidationProblem> ProblemsOf(CreateSIPParticipantRequest message, bool isCloud = false)
    {
        var problems = new ProblemList(static field => field);
        DialValidator.Check(message, isCloud, problems);
        return problems.Problems;
    }

    public static IEnumerable<string> FieldsOf(CreateSIPParticipantRequest message, bool isCloud = false)
        => ProblemsOf(message, isCloud).Select(problem => problem.Field);

    public static string Repeat(string character, int count) => string.Concat(Enumerable.Repeat(character, count));
}
