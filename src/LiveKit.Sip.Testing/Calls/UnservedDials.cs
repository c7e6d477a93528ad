using LiveKit.Sip.Testing.Http;
using LiveKit.Sip.Testing.State;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>Dials that nobody works on: each is answered with an error after a while. Used under the lock of rooms and calls.</summary>
internal sealed class UnservedDials
{
    private readonly HashSet<TaskCompletionSource<CallAnswer>> _waiting = [];
    private readonly TimeProvider _time;
    private readonly object _gate;

    public UnservedDials(TimeProvider time, object gate)
    {
        _time = time;
        _gate = gate;
    }

    public async Task<CallAnswer> WaitAsync(TimeSpan time, TwirpError error)
    {
        var source = new TaskCompletionSource<CallAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(source);
        using var timer = _time.FireAfter(time, () => source.TrySetResult(new CallAnswer(null, error)));
        var answer = await source.Task.ConfigureAwait(false);
        lock (_gate)
        {
            _waiting.Remove(source);
        }

        return answer;
    }

    /// <summary>Answers all of them now.</summary>
    public void Release(CallAnswer answer)
    {
        foreach (var source in _waiting)
        {
            source.TrySetResult(answer);
        }
    }
}
