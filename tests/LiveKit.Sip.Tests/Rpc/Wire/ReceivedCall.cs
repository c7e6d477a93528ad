namespace LiveKit.Sip.Tests.Rpc.Wire;

/// <summary>A request as it came over the socket.</summary>
internal sealed record ReceivedCall(string HttpMethod, string Path, string? ContentType, string Authorization, byte[] Body);
