using Google.Protobuf;
using LiveKit.Sip.Authentication;

namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>One RPC: where it goes, what its token needs, whether it may be repeated, how long it may take.</summary>
internal abstract class TwirpMethod
{
    protected TwirpMethod(string service, string name, Grants grants, RepeatClass repeat)
    {
        Service = service;
        Name = name;
        Path = $"twirp/livekit.{service}/{name}";
        Grants = grants;
        Repeat = repeat;
    }

    public string Service { get; }

    public string Name { get; }

    /// <summary>Relative to the server's base URL, without a leading slash.</summary>
    public string Path { get; }

    public Grants Grants { get; }

    public RepeatClass Repeat { get; }
}

/// <inheritdoc />
internal sealed class TwirpMethod<TRequest, TResponse> : TwirpMethod
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>
{
    public TwirpMethod(string service, string name, Grants grants, RepeatClass repeat, MessageParser<TResponse> parser)
        : base(service, name, grants, repeat)
    {
        Parser = parser;
    }

    public MessageParser<TResponse> Parser { get; }

    /// <summary>The room that the token is bound to; null for RPCs that are about no room in particular.</summary>
    public Func<TRequest, string>? Room { get; init; }

    public Func<TRequest, string>? DestinationRoom { get; init; }

    /// <summary>The deadline of an RPC that waits for a phone or for a participant; null, or an answer of null, for the usual one.</summary>
    public Func<TRequest, CallDeadline?>? Deadline { get; init; }

    /// <summary>The answer of a deletion whose repeat finds nothing left: it has succeeded. Null for RPCs that delete nothing.</summary>
    public Func<TRequest, TResponse>? ResponseWhenNotFound { get; init; }

    /// <summary>The deadline of a request: its own where it has one, otherwise that of the row; null for the usual one.</summary>
    public CallDeadline? DeadlineOf(TRequest message, TwirpRequest request) => request.Deadline ?? Deadline?.Invoke(message);

    public TokenScope ScopeOf(TRequest request) => new(Grants, Room?.Invoke(request), DestinationRoom?.Invoke(request));
}
