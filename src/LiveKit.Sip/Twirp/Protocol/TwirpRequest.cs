using Google.Protobuf;
using LiveKit.Sip.Diagnostics;

namespace LiveKit.Sip.Twirp.Protocol;

/// <summary>One logical request, whose attempts share an id and a body; it knows whether any of it was sent.</summary>
internal class TwirpRequest
{
    private long _sentAt;
    private int _sendings;
    private byte[]? _body;
    private MessageParser? _parser;
    private string? _token;
    private List<string>? _earlierTokens;

    public TwirpRequest()
        : this(Protocol.RequestId.New())
    {
    }

    protected TwirpRequest(Guid requestId)
    {
        RequestId = requestId.ToString();
    }

    /// <summary>The phone numbers and SIP users of the request, which are masked in text that comes back.</summary>
    public virtual string?[] Numbers => [];

    /// <summary>The secrets that were sent, the bearer tokens of the attempts among them, which are hidden in text that comes back.</summary>
    public IEnumerable<Secret> Secrets =>
    [
        .. _parser is { } parser && _body is { } body ? SecretFields.Of(parser.ParseFrom(body)) : [],
        .. (_earlierTokens ?? []).Append(_token ?? "").Where(static token => token.Length > 0).Select(static token => new Secret(token, SecretKind.Token)),
    ];

    /// <summary>What is sent behind the message and merged into it by its reader; null for nothing.</summary>
    public virtual IMessage? Additions => null;

    /// <summary>The deadlines that were set before sending; null where they follow from the row of the RPC.</summary>
    public virtual CallDeadline? Deadline => null;

    /// <summary>The one id of the logical request, kept across its attempts.</summary>
    public string RequestId { get; }

    /// <summary>The bytes that every attempt sends.</summary>
    /// <exception cref="InvalidOperationException"><see cref="Freeze"/> was not called.</exception>
    public byte[] Body => _body ?? throw new InvalidOperationException("The request has no body yet.");

    /// <summary>Whether the request's content was ever handed to a transport: only then may it have left this machine.</summary>
    public bool WasSent => Volatile.Read(ref _sentAt) != 0;

    /// <summary>Whether the request was sent more than once, by this library or by a handler that repeats.</summary>
    public bool WasRepeated => Volatile.Read(ref _sendings) > 1;

    /// <summary>Writes the body, once: the message is the caller's, who may change it while the request is under way.</summary>
    public void Freeze(IMessage message)
    {
        if (_body is not null)
        {
            return;
        }

        // A protobuf reader takes messages that follow each other for one.
        var additions = Additions;
        var size = message.CalculateSize();
        var body = new byte[size + (additions?.CalculateSize() ?? 0)];
        message.WriteTo(body.AsSpan(0, size));
        additions?.WriteTo(body.AsSpan(size));
        _parser = message.Descriptor.Parser;
        _body = body;
    }

    /// <summary>Asked before a deletion is repeated: false when what the deletion was meant for has gone, so that a repeat would hit another.</summary>
    public virtual ValueTask<bool> IsStillWantedAsync(CancellationToken cancellationToken) => new(true);

    /// <summary>Waited for before every repeat.</summary>
    public virtual ValueTask BeforeRepeatAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>How long ago the request was first sent; zero if it was not.</summary>
    public TimeSpan Elapsed(TimeProvider time)
    {
        var sentAt = Volatile.Read(ref _sentAt);
        return sentAt == 0 ? TimeSpan.Zero : time.GetElapsedTime(sentAt);
    }

    /// <summary>Keeps what an attempt is sent with, so that it can be hidden in the answer.</summary>
    /// <param name="authorization">The value of the Authorization header.</param>
    public void MarkAuthorized(string authorization)
    {
        var token = authorization[(authorization.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        if (_token is { } earlier && earlier != token)
        {
            (_earlierTokens ??= []).Add(earlier);
        }

        _token = token;
    }

    public void MarkSent(TimeProvider time)
    {
        Interlocked.Increment(ref _sendings);

        // Zero means "not yet", and a clock may start there.
        var now = time.GetTimestamp();
        Interlocked.CompareExchange(ref _sentAt, now == 0 ? 1 : now, 0);
    }

    /// <summary>Takes the last sending back, because the server turned the request away before doing anything.</summary>
    public void UndoSend()
    {
        if (Interlocked.Decrement(ref _sendings) <= 0)
        {
            Volatile.Write(ref _sentAt, 0);
        }
    }
}
