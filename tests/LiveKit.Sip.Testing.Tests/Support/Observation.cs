namespace LiveKit.Sip.Testing.Tests.Support;

/// <summary>Something that the API showed at a certain time.</summary>
internal sealed record Observation(double Ms, string What);
