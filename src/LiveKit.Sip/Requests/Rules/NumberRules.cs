using System.Buffers;
using System.Text;

namespace LiveKit.Sip.Requests.Rules;

/// <summary>What a callee, a caller and the numbers of a trunk may be: phone numbers, or the users of SIP addresses.</summary>
internal static class NumberRules
{
    private const int MaxLength = 128;
    private const string Marks = "-_.!~*'()&=+$;?/#";

    private static readonly SearchValues<char> Allowed = SearchValues.Create(SipSyntax.Alphanumeric + Marks);
    private static readonly SearchValues<char> Dialable = SearchValues.Create(SipSyntax.Alphanumeric + "*#");

    /// <summary>Checks a number that is there.</summary>
    public static void Check(string number, string field, ProblemList problems) => Add(number, field, "", problems);

    /// <summary>Checks the numbers of a trunk. <c>*</c>, which stands for any number there, keeps to the rule by itself.</summary>
    public static void CheckEach(IReadOnlyList<string> numbers, string field, ProblemList problems)
    {
        for (var i = 0; i < numbers.Count; i++)
        {
            Add(numbers[i], field, numbers.Count == 1 ? "" : $"number {i + 1} ", problems);
        }
    }

    private static bool IsFine(string number)
        => number.Length <= MaxLength
            && !number.AsSpan().ContainsAnyExcept(Allowed)
            && number.AsSpan().ContainsAny(Dialable);

    private static void Add(string number, string field, string subject, ProblemList problems)
    {
        if (IsFine(number))
        {
            return;
        }

        var rules = new List<string>();
        if (ForeignCharacters(number) is { Count: > 0 } foreign)
        {
            rules.Add($"must not hold {string.Join(", nor ", foreign)}: only ASCII letters, digits and {Marks} are allowed");
        }

        if (!number.AsSpan().ContainsAny(Dialable))
        {
            rules.Add(number.Length == 0 ? "must not be an empty text" : "must hold at least one digit, letter, * or #");
        }

        if (Encoding.UTF8.GetByteCount(number) > MaxLength)
        {
            rules.Add($"must be at most {MaxLength} characters");
        }

        if (rules.Count > 0)
        {
            problems.Add(field, subject + string.Join(", and ", rules));
        }
    }

    /// <summary>The first character of each kind that is not allowed: naming all of them could show a whole number that is written in digits of another script.</summary>
    private static List<string> ForeignCharacters(string number)
    {
        var found = new List<string>();
        var hints = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < number.Length; i++)
        {
            // Half of a surrogate pair is not named here, because it is refused in every text.
            if (!Rune.TryGetRuneAt(number, i, out var rune))
            {
                continue;
            }

            if (!Allowed.Contains(number[i]) && HintOf(rune) is var hint && hints.Add(hint))
            {
                found.Add(CharacterText.At(number, i) + hint);
            }

            i += rune.Utf16SequenceLength - 1;
        }

        return found;
    }

    private static string HintOf(Rune rune) => rune.Value switch
    {
        '%' => " (write the sign itself that %.. stands for)",
        ',' => " (one number only; pauses belong to Dtmf)",
        ':' => " (write the number without a scheme such as sip: or tel:)",
        '@' => " (write the user only, not a SIP address with @)",
        _ when Rune.IsWhiteSpace(rune) => " (write the number without white space)",
        _ when CharacterText.IsInvisible(rune) => " (it came along when the number was copied: type the number)",
        _ => "",
    };
}
