namespace LiveKit.Sip.Testing.Twirp;

/// <summary>This exception ends the handling of a request: the server responds with the Twirp error that the exception carries.</summary>
internal sealed class TwirpErrorException : Exception
{
    public TwirpErrorException(TwirpError error)
        : base(error.Message)
    {
        Error = error;
    }

    public TwirpErrorException(TwirpCode code, string message)
        : this(new TwirpError(code, message))
    {
    }

    public TwirpError Error { get; }

    public static TwirpErrorException FromService(TwirpCode code, string message) => new(TwirpError.FromService(code, message));
}
