using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip;

public sealed partial class DialRequest
{
    /// <summary>
    /// Checks the request with LiveKit's own rules and those that LiveKit forgets, without sending anything.
    /// The dial methods do the same, and also refuse a <see cref="RingingTimeout"/> over 80 seconds on LiveKit Cloud
    /// and <see cref="WaitUntilAnswered"/> = <see langword="false"/>.
    /// </summary>
    /// <returns>Everything that is wrong, empty if nothing is. Nothing in a request makes this method throw, apart from what a change given to <see cref="Customize"/> throws.</returns>
    public IReadOnlyList<ValidationProblem> Validate()
    {
        var problems = new ProblemList(NameOfWritten);
        CheckOwnRules(problems);
        DialValidator.Check(ToProto(), isCloud: false, problems);
        return problems.Problems;
    }

    /// <summary>Checks the rules about what LiveKit's message does not show any more.</summary>
    internal void CheckOwnRules(ProblemList problems)
    {
        problems.Check(
            From is null || Trunk?.From is null || From == Trunk.From,
            nameof(From),
            $"differs from {nameof(Trunk)}.{nameof(SipTrunk.From)}: set one of them");
        CheckValues(nameof(Headers), Headers, problems);
        CheckValues(nameof(ParticipantAttributes), ParticipantAttributes, problems);
        if (Trunk is InlineTrunk inline)
        {
            CheckValues($"{nameof(Trunk)}.{nameof(inline.HeadersToAttributes)}", inline.HeadersToAttributes, problems);
            CheckValues($"{nameof(Trunk)}.{nameof(inline.AttributesToHeaders)}", inline.AttributesToHeaders, problems);
        }
    }

    private static void CheckValues(string field, IDictionary<string, string> values, ProblemList problems)
    {
        foreach (var (key, value) in values)
        {
            if (value is null)
            {
                problems.AddKeyed(field, key, HeaderValidator.NullValue);
            }
        }
    }
}
