using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Rpc;

/// <summary>A removal that is repeated only while what it was meant for is still there: the request itself holds only a name, which another may have taken over.</summary>
internal sealed class GuardedRemoval : TwirpRequest
{
    private readonly Func<CancellationToken, ValueTask<bool>> _isThereAsync;

    /// <param name="isThereAsync">Looks whether what is to be removed is still there.</param>
    public GuardedRemoval(Func<CancellationToken, ValueTask<bool>> isThereAsync)
    {
        _isThereAsync = isThereAsync;
    }

    public override ValueTask<bool> IsStillWantedAsync(CancellationToken cancellationToken) => _isThereAsync(cancellationToken);
}
