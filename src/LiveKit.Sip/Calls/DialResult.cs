namespace LiveKit.Sip;

/// <summary>How a dial ended: answered, with the call, or not, with the reason.</summary>
public sealed class DialResult
{
    /// <summary>Creates the result of a dial that was answered.</summary>
    /// <param name="call">The call.</param>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    public DialResult(SipCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        Call = call;
    }

    /// <summary>Creates the result of a dial that was not answered.</summary>
    /// <param name="error">The reason.</param>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public DialResult(SipCallException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        Error = error;
    }

    /// <summary>How the dial ended.</summary>
    public CallOutcome Outcome => Error?.Outcome ?? CallOutcome.Answered;

    /// <summary>The call, if it was answered.</summary>
    public SipCall? Call { get; }

    /// <summary>Why it was not answered; the exception that <see cref="SipClient.DialAsync(DialRequest, CancellationToken)"/> would have thrown.</summary>
    public SipCallException? Error { get; }

    /// <summary>Whether dialing the same callee again makes sense: the advice of <see cref="Error"/>, and <see cref="RetryAdvice.Never"/> for a call that was answered.</summary>
    public RetryAdvice RetryAdvice => Error?.RetryAdvice ?? RetryAdvice.Never;

    /// <summary>Names the outcome.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"DialResult {{ Outcome = {Outcome} }}";
}
