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

    public override ValueTask BeforeRepeatAsync(CancellationToken cancellationToken) => _context.Pace.WaitAsync(_context.Time.GetTimestamp(), cancellationToken);
}
