using Google.Protobuf;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Transport.Regions;
using LiveKit.Sip.Twirp;
using Polly;
using Polly.Retry;

namespace LiveKit.Sip.Transport.Replay;

/// <summary>Makes the further attempts of a failed call, as far as <see cref="ReplayPolicy"/> allows; a call that succeeds at once never comes here.</summary>
internal sealed class Replayer
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly ResiliencePropertyKey<FailedCall> CallKey = new("LiveKit.Sip.Call");

    private readonly ConnectionSettings _settings;
    private readonly RegionRouter _router;
    private readonly ResiliencePipeline _pipeline;

    public Replayer(ConnectionSettings settings, RegionRouter router)
    {
        _settings = settings;
        _router = router;
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = settings.Time }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = ReplayPolicy.MaxAttempts - 1,
                Delay = FirstDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = args => new(args.Outcome.Exception is LiveKitException e && CallOf(args.Context) is var call && Judge(call.Method, e, call.Trace)),
                OnRetry = args =>
                {
                    Report(CallOf(args.Context), args.AttemptNumber + 2, args.RetryDelay);
                    return default;
                },
            })
            .Build();
    }

    /// <summary>Whether another attempt follows; a repeat that is not made, although others would, is logged.</summary>
    public bool Judge(TwirpMethod method, LiveKitException failure, RequestTrace trace)
    {
        if ((_router.HasRegions && ReplayPolicy.WasTurnedAway(failure)) || ReplayPolicy.MayRepeat(method.Repeat, failure))
        {
            return true;
        }

        if (ReplayPolicy.IsHeldBack(method.Repeat, failure))
        {
            Log.NotRepeated(_settings.Logger, method.Name, FailureReader.NameOf(failure), trace.RequestId);
        }

        return false;
    }

    public async ValueTask<TResponse> RepeatAsync<TRequest, TResponse>(FailedCall<TRequest, TResponse> call, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _pipeline.ExecuteAsync(
                static (context, state) => state.call.NextAsync(state._router, context.CancellationToken),
                context,
                (call, _router)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private static FailedCall CallOf(ResilienceContext context)
        => context.Properties.TryGetValue(CallKey, out var call) ? call : throw new InvalidOperationException("The context of a repeat has no call.");

    private void Report(FailedCall call, int attempt, TimeSpan delay)
        => Log.Repeating(_settings.Logger, call.Method.Name, FailureReader.NameOf(call.Failure), attempt, delay, call.Trace.RequestId);
}
