using System.Diagnostics;
using LiveKit.Sip;
using OutboundCall.Calls;

namespace OutboundCall.Output;

/// <summary>A call as the displays see it: where it stands, and in the end its report.</summary>
internal sealed class CallTrack : IProgress<CallStatus>
{
    private readonly Stopwatch _clock = new();
    private volatile string _step = "";
    private volatile CallReport? _report;

    /// <param name="who">The callee, as the displays name them.</param>
    public CallTrack(string who)
    {
        Who = who;
    }

    public string Who { get; }

    /// <summary>Told when the call takes a step, on any thread. Default: nobody is.</summary>
    public Action<CallTrack>? Listener { get; set; }

    /// <summary>The status of the call while it rings, its outcome in the end.</summary>
    public string Step => _step;

    public TimeSpan Elapsed => _clock.Elapsed;

    /// <summary>What became of the call; null before the end.</summary>
    public CallReport? Report => _report;

    /// <summary>Runs the call, with this object as its listener, and keeps its report.</summary>
    public async Task FollowAsync(Func<IProgress<CallStatus>, CancellationToken, Task<CallReport>> placeAsync, CancellationToken cancellationToken)
    {
        _clock.Start();
        Enter("Calling");

        // Until the phone is quiet a moment passes, in which nothing else happens.
        await using var canceling = cancellationToken.Register(() => Enter("Canceling"));
        _report = await placeAsync(this, cancellationToken);
        _clock.Stop();
        Enter(_report.Outcome);
    }

    void IProgress<CallStatus>.Report(CallStatus value) => Enter(value.ToString());

    private void Enter(string step)
    {
        _step = step;
        Listener?.Invoke(this);
    }
}
