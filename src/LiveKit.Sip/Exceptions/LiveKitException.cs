using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip;

/// <summary>The root of everything this library throws about LiveKit: one <c>catch</c> for all of it.</summary>
/// <remarks>
/// Bad arguments are <see cref="ArgumentException"/> and a caller's cancellation is
/// <see cref="OperationCanceledException"/>, as everywhere in .NET; neither derives from this class.
/// </remarks>
public class LiveKitException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened, without secrets and phone numbers.</param>
    /// <param name="innerException">What caused it, if anything.</param>
    public LiveKitException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>Writes the exception, its causes and their stacks.</summary>
    /// <returns>The text. What has the form of a token is hidden in it, also in the messages of causes that other libraries worded.</returns>
    public override string ToString() => Secrets.Hide(base.ToString(), []);
}
