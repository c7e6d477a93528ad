using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.Context;

/// <summary>A poll whose repeats keep to the pace as well.</summary>
internal sealed class PacedRequest : TwirpRequest
{
    private readonly CallContext _context;

    public PacedRequest(CallContext context)
    {
        _context = context;
    }

    /// <summary>Waits for an urgent turn, because a removal depends on the look.</summary>
    public static async ValueTask<PacedRequest> NextAsync(CallContext context, CancellationToken cancellationToken)
    {
        await context.Pace.WaitAsync(context.Time.GetTimestamp(), isUrgent: true, cancellationToken).ConfigureAwait(false);
        return new PacedRequest(context);
    }

    /// <summary>Whether an attempt has failed, by a lost connection or a server in trouble, before another one was answered.</summary>
    public bool HasFailedBefore { get; private set; }

    public override ValueTask BeforeRepeatAsync(CancellationToken cancellationToken)
    {
        HasFailedBefore = true;
        return _context.Pace.WaitAsync(_context.Time.GetTimestamp(), cancellationToken);
    }
}
