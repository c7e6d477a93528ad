using System.Runtime.ExceptionServices;
using Google.Protobuf;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Transport.Regions;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Transport.Replay;

/// <summary>A call whose first attempt failed, and what is known of its further ones.</summary>
internal abstract class FailedCall
{
    protected FailedCall(TwirpMethod method, RequestTrace trace, Uri firstAddress, LiveKitException failure)
    {
        Method = method;
        Trace = trace;
        Failure = failure;
        Tried = [firstAddress.Host];
    }

    public TwirpMethod Method { get; }

    public RequestTrace Trace { get; }

    /// <summary>Why the latest attempt failed.</summary>
    public LiveKitException Failure { get; protected set; }

    /// <summary>The hosts that were tried.</summary>
    public List<string> Tried { get; }

    /// <summary>How long one attempt may take.</summary>
    public abstract TimeSpan Budget(ConnectionSettings settings);
}

/// <inheritdoc />
internal sealed class FailedCall<TRequest, TResponse> : FailedCall
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    private readonly TwirpClient _client;
    private readonly TwirpMethod<TRequest, TResponse> _method;
    private readonly TRequest _request;
    private bool _firstIsReported;

    public FailedCall(
        TwirpClient client,
        TwirpMethod<TRequest, TResponse> method,
        TRequest request,
        RequestTrace trace,
        Uri firstAddress,
        LiveKitException failure)
        : base(method, trace, firstAddress, failure)
    {
        _client = client;
        _method = method;
        _request = request;
    }

    public override TimeSpan Budget(ConnectionSettings settings) => (Trace.Deadline ?? _method.Deadline?.Invoke(_request))?.Client ?? settings.RequestTimeout;

    public async ValueTask<TResponse> NextAsync(RegionRouter router, CancellationToken cancellationToken)
    {
        if (!_firstIsReported)
        {
            // The first attempt has been made; this tells the pipeline how it went.
            _firstIsReported = true;
            ExceptionDispatchInfo.Throw(Failure);
        }

        var address = await router.NextAsync(this, _method.ScopeOf(_request), cancellationToken).ConfigureAwait(false);
        if (ReplayPolicy.WasTurnedAway(Failure))
        {
            Trace.NothingLeft();
        }

        try
        {
            if (_method.Gone is { } gone && !await Trace.IsStillWantedAsync(cancellationToken).ConfigureAwait(false))
            {
                return gone(_request);
            }

            await Trace.BeforeRepeatAsync(cancellationToken).ConfigureAwait(false);
            return await _client.AttemptAsync(_method, _request, Trace, address, cancellationToken).ConfigureAwait(false);
        }
        catch (LiveKitException e)
        {
            Failure = e;
            throw;
        }
    }
}
