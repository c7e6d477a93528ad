using LiveKit.Sip.Tool.Reports;

namespace LiveKit.Sip.Tool.Output;

/// <summary>A call as the displays see it: where it stands, and in the end its report.</summary>
internal sealed class CallTrack : IProgress<CallStatus>
{
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private long? _began;
    private TimeSpan? _took;
    private volatile string _step = "";
    private volatile CallReport? _report;

    /// <param name="who">The callee, as the displays name them.</param>
    /// <param name="time">The clock.</param>
    public CallTrack(string who, TimeProvider time)
    {
        Who = who;
        _time = time;
    }

    public string Who { get; }

    /// <summary>Told when the call takes a step, on any thread. Default: nobody is.</summary>
    public Action<CallTrack>? Listener { get; set; }

    /// <summary>The status of the call while it rings, its outcome in the end.</summary>
    public string Step => _step;

    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
            {
                return _took ?? (_began is { } began ? _time.GetElapsedTime(began) : TimeSpan.Zero);
            }
        }
    }

    /// <summary>What became of the call; null before the end.</summary>
    public CallReport? Report => _report;

    /// <summary>Runs the call, with this object as its listener, and keeps its report.</summary>
    public async Task FollowAsync(Func<IProgress<CallStatus>, CancellationToken, Task<CallReport>> placeAsync, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _began = _time.GetTimestamp();
        }

        Enter("Calling");

        // Until the phone is quiet a moment passes, in which nothing else happens.
        await using var canceling = cancellationToken.Register(() => Enter("Canceling"));
        _report = await placeAsync(this, cancellationToken);
        lock (_gate)
        {
            _took = _time.GetElapsedTime(_began!.Value);
        }

        Enter(_report.Outcome);
    }

    void IProgress<CallStatus>.Report(CallStatus value) => Enter(value.ToString());

    private void Enter(string step)
    {
        _step = step;
        Listener?.Invoke(this);
    }
}
