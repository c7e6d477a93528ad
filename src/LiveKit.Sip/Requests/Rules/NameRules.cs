namespace LiveKit.Sip.Requests.Rules;

/// <summary>What LiveKit asks of the names of rooms and participants.</summary>
internal static class NameRules
{
    private const int MaxName = 256;

    public static void CheckRoom(string name, string field, ProblemList problems)
    {
        CheckPresent(name, field, problems);
        CheckLength(name, field, problems);
    }

    public static void CheckPresent(string name, string field, ProblemList problems) => problems.Check(name.Length > 0, field, "is required");

    public static void CheckLength(string name, string field, ProblemList problems)
        => problems.Check(SipSyntax.HasAtMost(MaxName, name), field, $"must be at most {MaxName} bytes in UTF-8");
}
