using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Diagnostics;

/// <summary>Takes secrets out of text meant for people and masks phone numbers in it, unless the options say to show those.</summary>
internal sealed class Redactor
{
    private const string Hint = $" (phone numbers are masked; {nameof(LiveKitOptions)}.{nameof(LiveKitOptions.ShowPhoneNumbers)} shows them)";

    private readonly bool _showPhoneNumbers;

    public Redactor(bool showPhoneNumbers)
    {
        _showPhoneNumbers = showPhoneNumbers;
    }

    /// <param name="text">Text that may hold numbers or show the request, such as a server's error message.</param>
    /// <param name="trace">The request.</param>
    public string Redact(string text, RequestTrace trace) => Redact(Secrets.Hide(text, trace.Secrets), trace.Numbers);

    /// <param name="text">Text that may hold a number, such as a server's error message.</param>
    /// <param name="known">The numbers and SIP users of this request, masked whatever they look like.</param>
    public string Redact(string text, ReadOnlySpan<string?> known)
    {
        if (_showPhoneNumbers)
        {
            return text;
        }

        var masked = PhoneNumbers.Redact(text, known);
        return string.Equals(masked, text, StringComparison.Ordinal) ? text : masked + Hint;
    }
}
