using System.Net;
using System.Net.Http.Headers;
using System.Runtime.ExceptionServices;
using LiveKit.Sip.Configuration;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Twirp.Sending;

/// <summary>Admits one send: an attempt of ours carries it through the handlers of the host to the <see cref="GuardHandler"/>, which keeps the answer here.</summary>
internal sealed class SendPermit
{
    private static readonly HttpRequestOptionsKey<SendPermit> Key = new("LiveKit.Sip.SendPermit");

    // This serves handlers that send a copy of the request without its options.
    private static readonly AsyncLocal<SendPermit?> Ambient = new();

    private static readonly TaskCompletionSource Closed = new();

    private readonly AttemptName _attempt;
    private readonly CancellationTokenSource _handlers;
    private readonly ILogger _logger;
    private TaskCompletionSource? _send;
    private KeptAnswer? _answer;
    private ExceptionDispatchInfo? _failure;
    private ulong _probesPassed;
    private string? _repeater;
    private int _refused;

    /// <summary>Makes the permit of one attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="handlers">Canceled once a repeat has been refused, so that nobody goes on trying.</param>
    /// <param name="maxAnswer">How many bytes of an answer are kept.</param>
    /// <param name="logger">Where a refused repeat is reported.</param>
    /// <param name="deadline">When the attempt itself ends, whatever the handlers think.</param>
    public SendPermit(AttemptName attempt, CancellationTokenSource handlers, int maxAnswer, ILogger logger, CancellationToken deadline)
    {
        _attempt = attempt;
        _handlers = handlers;
        MaxAnswer = maxAnswer;
        _logger = logger;
        Deadline = deadline;
    }

    public CancellationToken Deadline { get; }

    public int MaxAnswer { get; }

    /// <summary>Whether a repeat does no harm.</summary>
    public bool IsIdempotent => _attempt.IsIdempotent;

    public bool WasTaken => Volatile.Read(ref _send) is { } send && send != Closed;

    /// <summary>
    /// Whether what came out of the handlers can be taken for the answer: nothing was sent, so that it is their own; or it is the very answer
    /// of the one send. Of what may be repeated without harm, handlers may make another answer.
    /// </summary>
    public bool IsAnswer(HttpResponseMessage response)
        => !WasTaken || (Volatile.Read(ref _refused) == 0 && (response == _answer?.Response || (IsIdempotent && _send!.Task.IsCompleted)));

    public static SendPermit? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var permit) ? permit : Ambient.Value;

    /// <summary>Gives it to a request, and to whatever is sent from here on the same flow of control.</summary>
    public void GiveTo(HttpRequestMessage request)
    {
        request.Options.Set(Key, this);
        Ambient.Value = this;
    }

    public bool TryTake() => Interlocked.CompareExchange(ref _send, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null) is null;

    /// <summary>The attempt is over: what a handler may still send of it comes too late.</summary>
    public void Close() => Interlocked.CompareExchange(ref _send, Closed, null);

    /// <summary>Notes that the request came past a probe; the outermost that it passes a second time sits below the repeater.</summary>
    public void Pass(int probe, string handler)
    {
        var bit = 1UL << probe;
        if ((Interlocked.Or(ref _probesPassed, bit) & bit) != 0)
        {
            Interlocked.CompareExchange(ref _repeater, handler, null);
        }
    }

    /// <summary>Reports a repeat, once, and keeps the handlers from making more of them.</summary>
    /// <param name="repeater">Who made it, if that is known otherwise than by the probes.</param>
    public void Refuse(string? repeater = null)
    {
        if (Interlocked.Exchange(ref _refused, 1) != 0)
        {
            return;
        }

        Log.RepeatRefused(_logger, repeater ?? _repeater ?? "A handler", _attempt.Rpc, _attempt.RequestId);
        try
        {
            _ = _handlers.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The attempt is over; this repeat comes late, and there is nothing left to cancel.
        }
    }

    /// <param name="response">The answer, as it is handed to the handlers.</param>
    /// <param name="body">Its body.</param>
    public void Keep(HttpResponseMessage response, byte[] body)
    {
        _answer = new KeptAnswer(response, response.StatusCode, response.Content.Headers.ContentType, body);
        _send!.TrySetResult();
    }

    public void Fail(Exception exception)
    {
        _failure = ExceptionDispatchInfo.Capture(exception);
        _send!.TrySetResult();
    }

    /// <summary>What the one send brought, whatever the handlers made of it.</summary>
    public async Task<HttpResponseMessage> AnswerAsync(CancellationToken cancellationToken)
    {
        await _send!.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        _failure?.Throw();
        var answer = _answer!;
        var content = new ByteArrayContent(answer.Body);
        content.Headers.ContentType = answer.ContentType;
        return new HttpResponseMessage(answer.Status) { Content = content };
    }

    private sealed record KeptAnswer(HttpResponseMessage Response, HttpStatusCode Status, MediaTypeHeaderValue? ContentType, byte[] Body);
}
