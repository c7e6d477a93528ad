using System.Net;
using System.Net.Http.Headers;
using LiveKit.Sip.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Transport.Sending;

/// <summary>Admits one send: an attempt of ours carries it through the handlers of the host to the <see cref="GuardHandler"/>, which keeps the answer here.</summary>
internal sealed class SendPermit
{
    public static readonly HttpRequestOptionsKey<SendPermit> Key = new("LiveKit.Sip.SendPermit");

    private readonly AttemptName _attempt;
    private readonly CancellationTokenSource _handlers;
    private readonly ILogger _logger;
    private Task<HttpResponseMessage>? _send;
    private KeptAnswer? _answer;
    private ulong _probesPassed;
    private string? _repeater;
    private int _taken;
    private int _refused;

    /// <summary>Makes the permit of one attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="handlers">Cancelled once a repeat has been refused, so that nobody goes on trying.</param>
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

    public bool WasTaken => Volatile.Read(ref _taken) != 0;

    public bool WasRefused => Volatile.Read(ref _refused) != 0;

    public bool TryTake() => Interlocked.Exchange(ref _taken, 1) == 0;

    /// <summary>Notes that the request came past a probe; the outermost that it passes a second time sits below the repeater.</summary>
    public void Pass(int probe, string handler)
    {
        var bit = 1UL << probe;
        if ((Interlocked.Or(ref _probesPassed, bit) & bit) != 0)
        {
            _repeater ??= handler;
        }
    }

    /// <summary>Reports a repeat, once, and keeps the handlers from making more of them.</summary>
    public void Refuse()
    {
        if (Interlocked.Exchange(ref _refused, 1) != 0)
        {
            return;
        }

        Log.RepeatRefused(_logger, _repeater ?? "A handler", _attempt.Rpc, _attempt.RequestId);
        try
        {
            _ = _handlers.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // The attempt is over; this repeat comes late, and there is nothing left to cancel.
        }
    }

    public void Sending(Task<HttpResponseMessage> send)
    {
        _send = send;

        // Nobody may be left to look at it.
        _ = send.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Keep(HttpStatusCode status, MediaTypeHeaderValue? contentType, byte[] body) => _answer = new KeptAnswer(status, contentType, body);

    /// <summary>What the one send brought, whatever the handlers made of it.</summary>
    public async Task<HttpResponseMessage> AnswerAsync(CancellationToken cancellationToken)
    {
        await _send!.WaitAsync(cancellationToken).ConfigureAwait(false);
        var answer = _answer!;
        var content = new ByteArrayContent(answer.Body);
        content.Headers.ContentType = answer.ContentType;
        return new HttpResponseMessage(answer.Status) { Content = content };
    }

    private sealed record KeptAnswer(HttpStatusCode Status, MediaTypeHeaderValue? ContentType, byte[] Body);
}
