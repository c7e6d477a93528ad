using Google.Protobuf;

namespace LiveKit.Sip.Tests.Rpc.Wire;

/// <summary>How a caller reaches one RPC: through a public method, given what the request is to say.</summary>
/// <param name="CallAsync">Calls the method; returns what it returned, null for nothing.</param>
/// <param name="AnswerOf">What of LiveKit's answer the method must return; null for nothing.</param>
/// <param name="Unreachable">Fields of the request that the method cannot set, with the reason.</param>
/// <param name="Untold">Why the method keeps an answer that holds something to itself; null if it doesn't.</param>
internal sealed record RpcInvoker(
    Func<LiveKitClient, IMessage, CancellationToken, Task<object?>> CallAsync,
    Func<IMessage, object?> AnswerOf,
    IReadOnlyDictionary<string, string> Unreachable,
    string? Untold)
{
    public static RpcInvoker Of<TRequest, TResponse, TResult>(
        Func<LiveKitClient, TRequest, CancellationToken, Task<TResult>> call,
        Func<TResponse, object?> answer,
        params (string Field, string Reason)[] unreachable)
        where TRequest : IMessage
        where TResponse : IMessage
        => new(
            async (livekit, request, token) => await call(livekit, (TRequest)request, token),
            response => answer((TResponse)response),
            unreachable.ToDictionary(static entry => entry.Field, static entry => entry.Reason, StringComparer.Ordinal),
            Untold: null);

    public static RpcInvoker Of<TRequest>(Func<LiveKitClient, TRequest, CancellationToken, Task> call, string? untold = null)
        where TRequest : IMessage
        => new(
            async (livekit, request, token) =>
            {
                await call(livekit, (TRequest)request, token);
                return null;
            },
            static _ => null,
            new Dictionary<string, string>(StringComparer.Ordinal),
            untold);
}
