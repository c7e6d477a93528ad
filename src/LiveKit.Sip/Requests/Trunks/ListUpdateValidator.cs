using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Requests.Trunks;

/// <summary>The rules about changing a list: replace it, or add to it and take from it, or empty it.</summary>
internal static class ListUpdateValidator
{
    /// <summary>Checks a list of texts, such as ids or addresses.</summary>
    public static void Check(ListUpdate? update, string field, ProblemList problems)
    {
        CheckForm(update, field, problems);
        CheckPresent(update is null ? [] : [.. update.Set, .. update.Add, .. update.Remove], field, problems);
    }

    /// <summary>Checks a list of numbers. What is removed may be wrong: it may have been let in by somebody who checked less.</summary>
    public static void CheckNumbers(ListUpdate? update, string field, ProblemList problems)
    {
        CheckForm(update, field, problems);
        NumberRules.CheckEach(update is null ? [] : [.. update.Set, .. update.Add], field, problems);
        CheckPresent(update is null ? [] : update.Remove, field, problems);
    }

    private static void CheckForm(ListUpdate? update, string field, ProblemList problems)
    {
        if (update is null)
        {
            return;
        }

        var isChange = update.Add.Count > 0 || update.Remove.Count > 0;
        var isSet = update.Set.Count > 0;
        problems.Check(
            isChange || isSet || update.Clear,
            field,
            "must set, add, remove or clear something: a list is emptied with clear, not with an empty set");
        problems.Check(!update.Clear || (!isChange && !isSet), field, "must not both clear the list and put something into it or take something from it");
        problems.Check(!isSet || !isChange, field, "must not both set the list and add to it or remove from it");
    }

    private static void CheckPresent(IEnumerable<string> elements, string field, ProblemList problems)
        => problems.Check(elements.All(static element => element.Length > 0), field, "must not hold an empty text");
}
