using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Calls.Live;

/// <summary>A look whose repeats keep to the pace as well.</summary>
internal sealed class PollTrace : RequestTrace
{
    private readonly LiveCalls _live;

    public PollTrace(LiveCalls live)
    {
        _live = live;
    }

    public override ValueTask BeforeRepeatAsync(CancellationToken cancellationToken) => _live.Pace.WaitAsync(_live.Time.GetTimestamp(), cancellationToken);
}
