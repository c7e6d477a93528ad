namespace LiveKit.Sip.Testing.Calls;

/// <summary>The answer that the request of a dial waits for. Settled under the lock of rooms and calls, and published after all steps of a moment.</summary>
internal sealed class PendingAnswer
{
    private readonly TaskCompletionSource<CallAnswer> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly DialStep? _dropAt;
    private CallAnswer? _settled;
    private bool _dropped;

    /// <summary>Creates a pending answer.</summary>
    /// <param name="dropAt">The step at which the request loses its connection, if it does.</param>
    public PendingAnswer(DialStep? dropAt) => _dropAt = dropAt;

    public Task<CallAnswer> Task => _answer.Task;

    public bool IsSettled => _settled is not null;

    /// <summary>Decides the answer; what was decided first stays.</summary>
    public void Settle(CallAnswer answer) => _settled ??= answer;

    public void Note(DialStep step) => _dropped |= step == _dropAt;

    public void Publish()
    {
        if (_dropped)
        {
            _answer.TrySetResult(CallAnswer.Dropped);
        }
        else if (_settled is { } answer)
        {
            _answer.TrySetResult(answer);
        }
    }
}
