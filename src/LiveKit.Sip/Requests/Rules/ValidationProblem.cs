namespace LiveKit.Sip;

/// <summary>One thing that is wrong with a request.</summary>
/// <param name="Field">The field, in the caller's own terms: <c>Trunk.Hostname</c> of a <see cref="DialRequest"/>, <c>trunk.hostname</c> of LiveKit's message.</param>
/// <param name="Message">What is wrong with it; shows neither numbers nor secrets.</param>
public sealed record ValidationProblem(string Field, string Message)
{
    /// <summary>Field and message.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => $"{Field}: {Message}";
}
