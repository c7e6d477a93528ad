namespace LiveKit.Sip.Testing.Http;

/// <summary>Ends the handling of a request with a Twirp error.</summary>
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
