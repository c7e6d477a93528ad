namespace LiveKit.Sip.Diagnostics;

/// <summary>Makes text fit for ToString() and for messages that know nothing of a request: on one line, without tokens, and with phone numbers masked.</summary>
internal static class OneLine
{
    /// <summary>The most characters that a message shows of text that somebody else wrote.</summary>
    public const int MaxForeignLength = 200;

    /// <summary>The text, whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="numbers">Numbers and SIP users that are masked whatever they look like.</param>
    public static string Of(string text, params ReadOnlySpan<string?> numbers) => VisibleText.Line(PhoneNumbers.Redact(Secrets.Hide(text, []), numbers));

    /// <summary>Text that somebody else wrote, cut to a length.</summary>
    public static string OfForeign(string text) => VisibleText.Cut(PhoneNumbers.Redact(Secrets.Hide(Beginning(text), [])), MaxForeignLength);

    /// <summary>
    /// As much of a text as can matter for the part that is shown. What is hidden or masked in it may have been cut in two at its end; that end
    /// is shown only if next to everything before it was hidden, and <see cref="End"/> takes it off.
    /// </summary>
    public static string Beginning(string text) => text.Length <= MaxRead ? text : text[..MaxRead];

    /// <summary>The part of a masked text that may be shown.</summary>
    /// <param name="masked">The masked beginning of a text.</param>
    /// <param name="original">The whole text.</param>
    public static ReadOnlySpan<char> End(string masked, string original)
        => original.Length <= MaxRead ? masked : masked.AsSpan(0, Math.Max(0, masked.Length - MaxCut));

    private const int MaxRead = 4096;

    // A number or a secret that was cut to less than this is not recognized.
    private const int MaxCut = 64;
}
