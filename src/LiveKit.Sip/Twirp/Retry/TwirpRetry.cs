using Google.Protobuf;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Twirp.Protocol;
using LiveKit.Sip.Twirp.Regions;
using Polly;
using Polly.Retry;

namespace LiveKit.Sip.Twirp.Retry;

/// <summary>Makes the further attempts of a failed call, as far as <see cref="RetryPolicy"/> allows; a call that succeeds at once never comes here.</summary>
internal sealed class TwirpRetry
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly ResiliencePropertyKey<RetriedCall> CallKey = new("LiveKit.Sip.Call");

    private readonly ConnectionSettings _settings;
    private readonly RegionRouter _router;
    private readonly ResiliencePipeline _pipeline;

    public TwirpRetry(ConnectionSettings settings, RegionRouter router)
    {
        _settings = settings;
        _router = router;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = settings.Time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = RetryPolicy.MaxAttempts - 1,
                Delay = FirstDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => new(args.Outcome.Exception is LiveKitException e && CallOf(args.Context) is var call && Judge(call.Method, e, call.Request)),
                OnRetry = args =>
                {
                    Report(CallOf(args.Context), args.AttemptNumber + 2, args.RetryDelay);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Whether another attempt follows; a repeat that is not made, although others would, is logged.</summary>
    public bool Judge(TwirpMethod method, LiveKitException failure, TwirpRequest request)
    {
        if ((_router.HasRegions && failure.WasTurnedAway) || RetryPolicy.MayRepeat(method.Repeat, failure))
        {
            return true;
        }

        if (RetryPolicy.IsHeldBack(method.Repeat, failure))
        {
            Log.NotRepeated(_settings.Logger, method.Name, failure.LogName, request.RequestId);
        }

        return false;
    }

    public async ValueTask<TResponse> RepeatAsync<TRequest, TResponse>(RetriedCall<TRequest, TResponse> call, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _pipeline.ExecuteAsync(
                static (context, state) => state.call.NextAsync(state._router, state._settings, context.CancellationToken),
                context,
                (call, _router, _settings)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static RetriedCall CallOf(ResilienceContext context)
        => context.Properties.TryGetValue(CallKey, out var call) ? call : throw new InvalidOperationException("The context of a repeat has no call.");

    private void Report(RetriedCall call, int attempt, TimeSpan delay)
        => Log.Repeating(_settings.Logger, call.Method.Name, call.Failure.LogName, attempt, delay, call.Request.RequestId);
}
