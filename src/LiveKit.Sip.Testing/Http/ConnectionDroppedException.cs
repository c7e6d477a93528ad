namespace LiveKit.Sip.Testing.Http;

/// <summary>Ends the handling of a request by closing its connection without an answer.</summary>
internal sealed class ConnectionDroppedException : Exception;
