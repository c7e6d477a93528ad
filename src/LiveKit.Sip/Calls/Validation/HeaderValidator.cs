namespace LiveKit.Sip.Calls.Validation;

/// <summary>The rules about SIP headers.</summary>
internal static class HeaderValidator
{
    public static void Check(string field, IDictionary<string, string> headers, ProblemList problems)
    {
        if (headers.Count == 0)
        {
            return;
        }

        foreach (var (name, value) in headers)
        {
            if (ProblemOfName(name) is { } wrongName)
            {
                problems.AddKeyed(field, name, wrongName);
            }

            if (!SipSyntax.HasAtMost(SipSyntax.MaxHeaderValue, value))
            {
                problems.AddKeyed(field, name, $"the value must be at most {SipSyntax.MaxHeaderValue} characters");
            }
            else if (!SipSyntax.IsHeaderValue(value))
            {
                problems.AddKeyed(field, name, "the value must have no control characters or line breaks");
            }
        }
    }

    private static string? ProblemOfName(string name)
    {
        if (name.Length is 0 or > SipSyntax.MaxHeaderName)
        {
            return $"the name must have 1 to {SipSyntax.MaxHeaderName} characters";
        }

        if (!SipSyntax.IsToken(name))
        {
            return "the name may hold only letters, digits and -.!%*_+`'~";
        }

        return SipSyntax.IsReservedHeader(name) ? "the header is SIP's own and cannot be set" : null;
    }
}
