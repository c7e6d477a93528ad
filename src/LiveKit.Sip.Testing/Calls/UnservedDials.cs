using LiveKit.Sip.Testing.Rooms;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing.Calls;

/// <summary>
/// These are the dials that no SIP service works on. Each of them fails after some time. Both methods must be called under the lock of
/// rooms and calls.
/// </summary>
internal sealed class UnservedDials
{
    private readonly HashSet<TaskCompletionSource<DialResponse>> _waiting = [];
    private readonly TimeProvider _time;
    private readonly object _gate;

    public UnservedDials(TimeProvider time, object gate)
    {
        _time = time;
        _gate = gate;
    }

    public async Task<DialResponse> WaitAsync(TimeSpan time, TwirpError error)
    {
        var source = new TaskCompletionSource<DialResponse>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Add(source);
        using var timer = _time.FireAfter(time, () => source.TrySetResult(DialResponse.Failure(error)));
        var response = await source.Task.ConfigureAwait(false);
        lock (_gate)
        {
            _waiting.Remove(source);
        }

        return response;
    }

    /// <summary>Completes all of the dials now.</summary>
    public void Release(DialResponse response)
    {
        foreach (var source in _waiting)
        {
            source.TrySetResult(response);
        }
    }
}
