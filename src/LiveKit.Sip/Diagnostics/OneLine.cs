namespace LiveKit.Sip.Diagnostics;

/// <summary>Makes text fit for ToString() and for messages that know nothing of a request: on one line, without tokens, and with phone numbers masked.</summary>
internal static class OneLine
{
    /// <summary>The most characters that a message shows of text that somebody else wrote.</summary>
    public const int MaxForeignLength = 200;

    // Far more than is shown, so that what is hidden may be long.
    private const int MaxRead = 4096;

    // A number or a secret that was cut to less than this may not be recognized.
    private const int MaxCut = 64;

    /// <summary>The text, whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="numbers">Numbers and SIP users that are masked whatever they look like.</param>
    public static string Of(string text, params ReadOnlySpan<string?> numbers) => VisibleText.Line(PhoneNumbers.Redact(Secrets.Hide(text, []), numbers));

    /// <summary>Text that somebody else wrote, cut to a length.</summary>
    public static string OfForeign(string text) => Cut(PhoneNumbers.Redact(Secrets.Hide(Beginning(text), [])), text);

    /// <summary>
    /// As much of a text as can matter for the part that is shown. What is hidden or masked in it may have been cut in two at its end; that end
    /// comes into view only if next to everything before it was hidden, and <see cref="Cut"/> takes it off.
    /// </summary>
    public static string Beginning(string text) => text.Length <= MaxRead ? text : text[..MaxRead];

    /// <summary>The part that is shown of a text, on one line.</summary>
    /// <param name="masked">The beginning of the text, masked.</param>
    /// <param name="original">The whole text.</param>
    public static string Cut(string masked, string original)
    {
        if (original.Length <= MaxRead)
        {
            return VisibleText.Cut(masked, MaxForeignLength);
        }

        var shown = VisibleText.Cut(masked.AsSpan(0, Math.Max(0, masked.Length - MaxCut)), MaxForeignLength);
        return shown.EndsWith(VisibleText.Ellipsis) ? shown : shown + VisibleText.Ellipsis;
    }
}
