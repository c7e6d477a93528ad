namespace LiveKit.Sip.Diagnostics;

/// <summary>Text of a server, a proxy or a carrier, as the argument of a message: shown on one line, without secrets and cut to a length.</summary>
/// <param name="Text">The original; null for none.</param>
internal readonly record struct ForeignText(string? Text);

/// <summary>Words of this library, as the argument of a message: shown as they are.</summary>
/// <param name="Text">The words.</param>
internal readonly record struct OwnText(string Text);
