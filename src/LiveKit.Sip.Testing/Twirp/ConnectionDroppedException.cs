namespace LiveKit.Sip.Testing.Twirp;

/// <summary>This exception ends the handling of a request: the server closes the request's connection and sends no response.</summary>
internal sealed class ConnectionDroppedException : Exception;
