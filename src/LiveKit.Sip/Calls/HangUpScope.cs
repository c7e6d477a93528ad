using LiveKit.Sip.Configuration;
using LiveKit.Sip.Exceptions;

namespace LiveKit.Sip;

/// <summary>Hangs a call up when it is disposed of: <c>await using var scope = call.HangUpOnDispose();</c>.</summary>
public sealed class HangUpScope : IAsyncDisposable
{
    private readonly HangUpOptions _options;
    private int _isOver;

    /// <summary>Creates a scope; <see cref="SipCall.HangUpOnDispose"/> does this.</summary>
    /// <param name="call">The call to hang up.</param>
    /// <param name="options">How. Default: only this leg, without headers.</param>
    /// <exception cref="ArgumentNullException"><paramref name="call"/> is null.</exception>
    /// <exception cref="RequestValidationException">A header is wrong.</exception>
    public HangUpScope(SipCall call, HangUpOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        Call = call;
        _options = options?.Copy() ?? new HangUpOptions();
        _options.Check();
    }

    /// <summary>The call that the scope hangs up.</summary>
    public SipCall Call { get; }

    /// <summary>Why the hanging up failed, if it did: the call may go on. It is logged too, and not thrown, because it would hide what ended the scope.</summary>
    public Exception? Error { get; private set; }

    /// <summary>Lets the call go on after the scope.</summary>
    public void Release() => Interlocked.Exchange(ref _isOver, 1);

    /// <summary>Hangs up, unless that is done or <see cref="Release"/> was called.</summary>
    /// <returns>A task that completes when the call has ended, or the attempt has failed (see <see cref="Error"/>).</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0)
        {
            return;
        }

        try
        {
            await Call.HangUpAsync(_options, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (e is LiveKitException or ObjectDisposedException)
        {
            Error = e;
            Log.HangUpFailed(Call.Logger, FailureFacts.NameOf(e), Call.RequestId);
        }
    }
}
