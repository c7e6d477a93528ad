namespace LiveKit.Sip.Tool.Failures;

/// <summary>The command line, or a file that it names, makes no sense; the message is for the user.</summary>
internal sealed class UsageException : Exception
{
    public UsageException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
