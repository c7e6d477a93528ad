using System.Runtime.ExceptionServices;
using Google.Protobuf;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Twirp.Protocol;
using LiveKit.Sip.Twirp.Regions;

namespace LiveKit.Sip.Twirp.Retry;

/// <summary>A call whose first attempt failed, and what is known of its further attempts.</summary>
internal abstract class RetriedCall
{
    protected RetriedCall(TwirpMethod method, TwirpRequest request, Uri firstAddress, LiveKitException failure)
    {
        Method = method;
        Request = request;
        Failure = failure;
        Tried = [firstAddress.Host];
    }

    public TwirpMethod Method { get; }

    public TwirpRequest Request { get; }

    /// <summary>Why the latest attempt failed.</summary>
    public LiveKitException Failure { get; protected set; }

    /// <summary>The hosts that were tried.</summary>
    protected List<string> Tried { get; }
}

/// <inheritdoc />
internal sealed class RetriedCall<TRequest, TResponse> : RetriedCall
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    private readonly TwirpMethod<TRequest, TResponse> _method;
    private readonly TRequest _message;
    private readonly Func<Uri, CancellationToken, ValueTask<TResponse>> _attemptAsync;
    private bool _firstIsReported;

    /// <param name="method">The RPC.</param>
    /// <param name="message">What is sent.</param>
    /// <param name="request">The request that the attempts share.</param>
    /// <param name="firstAddress">Where the first attempt went.</param>
    /// <param name="failure">Why the first attempt failed.</param>
    /// <param name="attemptAsync">Makes one attempt, at an address.</param>
    public RetriedCall(
        TwirpMethod<TRequest, TResponse> method,
        TRequest message,
        TwirpRequest request,
        Uri firstAddress,
        LiveKitException failure,
        Func<Uri, CancellationToken, ValueTask<TResponse>> attemptAsync)
        : base(method, request, firstAddress, failure)
    {
        _method = method;
        _message = message;
        _attemptAsync = attemptAsync;
    }

    public async ValueTask<TResponse> NextAsync(RegionRouter router, ConnectionSettings settings, CancellationToken cancellationToken)
    {
        if (!_firstIsReported)
        {
            // The first attempt was made before the pipeline began; throwing its failure tells the pipeline how it went.
            _firstIsReported = true;
            ExceptionDispatchInfo.Throw(Failure);
        }

        var budget = _method.DeadlineOf(_message, Request)?.Client ?? settings.RequestTimeout;
        var failed = new FailedAttempt(Method, _method.ScopeOf(_message), Request.RequestId, Failure, budget, Tried);
        var address = await router.NextAsync(failed, cancellationToken).ConfigureAwait(false);
        if (Failure.WasTurnedAway)
        {
            Request.UndoSend();
        }

        try
        {
            if (_method.ResponseWhenNotFound is { } responseWhenNotFound && !await Request.IsStillWantedAsync(cancellationToken).ConfigureAwait(false))
            {
                return responseWhenNotFound(_message);
            }

            await Request.BeforeRepeatAsync(cancellationToken).ConfigureAwait(false);
            return await _attemptAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (LiveKitException e)
        {
            Failure = e;
            throw;
        }
    }
}
