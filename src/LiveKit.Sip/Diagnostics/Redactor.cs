using LiveKit.Sip.Exceptions;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Takes secrets out of text meant for people and masks phone numbers in it, unless the options say to show those.</summary>
internal sealed class Redactor
{
    private const string Hint = $" (phone numbers are masked; {PublicNames.ShowPhoneNumbers} shows them)";

    private readonly bool _showPhoneNumbers;

    public Redactor(bool showPhoneNumbers)
    {
        _showPhoneNumbers = showPhoneNumbers;
    }

    /// <param name="text">Text that may hold numbers or show the request, such as a server's error message.</param>
    /// <param name="secrets">The secrets of the request, which are hidden.</param>
    /// <param name="numbers">The numbers and SIP users of the request, which are masked whatever they look like.</param>
    public string Redact(string text, IEnumerable<string> secrets, ReadOnlySpan<string?> numbers) => Redact(Secrets.Hide(text, secrets), numbers);

    /// <param name="text">Text that may hold a number, such as a server's error message.</param>
    /// <param name="numbers">The numbers and SIP users of the request, which are masked whatever they look like.</param>
    public string Redact(string text, ReadOnlySpan<string?> numbers)
    {
        if (_showPhoneNumbers)
        {
            return text;
        }

        var masked = PhoneNumbers.Redact(text, numbers);
        return string.Equals(masked, text, StringComparison.Ordinal) ? text : masked + Hint;
    }
}
