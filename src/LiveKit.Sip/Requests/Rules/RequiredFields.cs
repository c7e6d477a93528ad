namespace LiveKit.Sip.Requests.Rules;

/// <summary>The fields that LiveKit's own message must have before it is sent.</summary>
internal static class RequiredFields
{
    /// <exception cref="RequestValidationException">A field is empty.</exception>
    public static void Check(params ReadOnlySpan<(string Field, string Value)> fields)
    {
        var problems = new ProblemList();
        foreach (var (field, value) in fields)
        {
            problems.Check(value.Length > 0, field, "is required");
        }

        problems.ThrowIfAny();
    }
}
