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

    /// <summary>Whether LiveKit may have done what the failed request asked for. A failure of this class itself means that there was no token to send the request with.</summary>
    internal virtual bool MayHaveBeenApplied => false;

    /// <summary>Whether the same request would fail again, however often it were sent.</summary>
    internal virtual bool IsFinal => false;

    /// <summary>Whether the server could not be reached, or was in trouble, so that the same request may succeed later.</summary>
    internal virtual bool IsTransient => false;

    /// <summary>
    /// Whether the failure came before anything was sent, and the content was never handed to a transport, not even by an attempt that a
    /// handler made and swallowed.
    /// </summary>
    internal virtual bool IsProvablyUnsent => false;

    /// <summary>Whether LiveKit Cloud turned the request away, before doing anything, for another region to take it.</summary>
    internal virtual bool WasTurnedAway => false;

    /// <summary>Whether other clients would repeat the request, although it may have been applied.</summary>
    internal virtual bool IsRepeatedByOthers => false;

    /// <summary>The failure as log entries name it: without room, number or name.</summary>
    internal virtual string LogName => GetType().Name;
}
