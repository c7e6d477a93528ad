namespace LiveKit.Sip.Requests.Rules;

/// <summary>The rules about SIP headers.</summary>
internal static class HeaderValidator
{
    /// <summary>What is said of a value that got past the compiler's null checks.</summary>
    public const string NullValue = "the value must not be null";

    public static void Check(string field, IDictionary<string, string> headers, ProblemList problems)
    {
        if (headers.Count == 0)
        {
            return;
        }

        foreach (var (name, value) in headers)
        {
            CheckName(field, name, name, problems);
            if (SipSyntax.IsReservedHeader(name))
            {
                problems.AddKeyed(field, name, "the header is SIP's own and cannot be set");
            }

            CheckValue(field, name, value, problems);
        }
    }

    /// <summary>Headers that are read into attributes, by name: SIP's own are fine.</summary>
    public static void CheckMappedHeaders(string field, IDictionary<string, string> headersToAttributes, ProblemList problems)
    {
        foreach (var header in headersToAttributes.Keys)
        {
            CheckName(field, header, header, problems);
        }
    }

    /// <summary>Attributes that are written into headers.</summary>
    public static void CheckMappedAttributes(string field, IDictionary<string, string> attributesToHeaders, ProblemList problems)
    {
        foreach (var (attribute, header) in attributesToHeaders)
        {
            CheckName(field, attribute, header, problems);
        }
    }

    private static void CheckValue(string field, string key, string? value, ProblemList problems)
    {
        if (value is null)
        {
            problems.AddKeyed(field, key, NullValue);
        }
        else if (!SipSyntax.HasAtMost(SipSyntax.MaxHeaderValue, value))
        {
            problems.AddKeyed(field, key, $"the value must be at most {SipSyntax.MaxHeaderValue} bytes in UTF-8");
        }
        else if (SipSyntax.IndexOfControl(value) is >= 0 and var control)
        {
            problems.AddKeyed(field, key, $"the value must have no control characters or line breaks; it holds {CharacterText.At(value, control)}");
        }
    }

    private static void CheckName(string field, string key, string header, ProblemList problems)
    {
        if (header.Length is 0 or > SipSyntax.MaxHeaderName)
        {
            problems.AddKeyed(field, key, $"the name must have 1 to {SipSyntax.MaxHeaderName} characters");
        }
        else if (!SipSyntax.IsToken(header))
        {
            problems.AddKeyed(field, key, "the name may hold only letters, digits and -.!%*_+`'~");
        }
    }
}
