using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Rooms;

/// <summary>A removal that is repeated only while the participant is still the one that was meant: the request itself names but an identity.</summary>
internal sealed class RemovalTrace : RequestTrace
{
    private readonly Func<CancellationToken, ValueTask<bool>> _isThereAsync;

    public RemovalTrace(Func<CancellationToken, ValueTask<bool>> isThereAsync)
    {
        _isThereAsync = isThereAsync;
    }

    public override ValueTask<bool> IsStillWantedAsync(CancellationToken cancellationToken) => _isThereAsync(cancellationToken);
}
