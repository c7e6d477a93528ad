namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>Something that the API showed, and when.</summary>
internal sealed record Seen(double Ms, string What);
