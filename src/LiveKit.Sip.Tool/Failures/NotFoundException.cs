namespace LiveKit.Sip.Tool.Failures;

/// <summary>LiveKit was asked, and has no such thing; the message is for the user.</summary>
internal sealed class NotFoundException : Exception
{
    public NotFoundException(string message)
        : base(message)
    {
    }
}
