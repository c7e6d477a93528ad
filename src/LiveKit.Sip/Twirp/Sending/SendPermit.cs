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

    /// <summary>How long handlers may take to pass on an answer that invites a repeat, before they are taken to be waiting for the repeat.</summary>
    private static readonly TimeSpan PassingTime = TimeSpan.FromMilliseconds(100);

    private readonly SendAttempt _attempt;
    private readonly CancellationTokenSource _handlers;
    private readonly ConnectionSettings _settings;
    private readonly KeptResilience? _kept;
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private KeptAnswer? _answer;
    private ExceptionDispatchInfo? _failure;
    private ulong _probesPassed;
    private string? _repeater;
    private int _state;
    private int _refused;

    /// <summary>Makes the permit of one attempt.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="handlers">Canceled once a repeat has been refused, so that nobody goes on trying.</param>
    /// <param name="settings">How much of an answer is kept, and where a refused repeat is reported.</param>
    /// <param name="kept">The repeating handlers that the host has left on the client; null if there are none.</param>
    /// <param name="deadline">When the attempt itself ends, whatever the handlers think.</param>
    public SendPermit(SendAttempt attempt, CancellationTokenSource handlers, ConnectionSettings settings, KeptResilience? kept, CancellationToken deadline)
    {
        _attempt = attempt;
        _handlers = handlers;
        _settings = settings;
        _kept = kept;
        Deadline = deadline;
    }

    private enum State
    {
        Open = 0,
        Taken,
        Closed,
    }

    public CancellationToken Deadline { get; }

    /// <summary>What is sent.</summary>
    public SendAttempt Attempt => _attempt;

    /// <summary>How many bytes of an answer are kept.</summary>
    public int MaxAnswer => _settings.MaxResponseSize;

    /// <summary>Whether content may be written to any stream.</summary>
    public bool AllowsCopies => _settings.AllowBufferedDials;

    public bool WasTaken => Volatile.Read(ref _state) == (int)State.Taken;

    /// <summary>Whether what the one send brought is what handlers usually repeat a request for.</summary>
    private bool InvitesRepeat
        => _failure is not null
            || _answer is { Status: HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError };

    /// <summary>
    /// Whether what came out of the handlers can be taken for the answer: nothing was sent, so that it is their own; or it is the very answer
    /// of the one send. Of what may be repeated without harm, handlers may make another answer.
    /// </summary>
    public bool IsAnswer(HttpResponseMessage response)
        => !WasTaken || (Volatile.Read(ref _refused) == 0 && (response == _answer?.Response || (_attempt.IsIdempotent && _sent.Task.IsCompleted)));

    public static SendPermit? Of(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var permit) ? permit : Ambient.Value;

    /// <summary>Gives it to a request, and to whatever is sent from here on the same flow of control.</summary>
    public void GiveTo(HttpRequestMessage request)
    {
        request.Options.Set(Key, this);
        Ambient.Value = this;
    }

    public bool TryTake() => Interlocked.CompareExchange(ref _state, (int)State.Taken, (int)State.Open) == (int)State.Open;

    /// <summary>The attempt is over: what a handler may still send of it comes too late.</summary>
    public void Close() => Interlocked.CompareExchange(ref _state, (int)State.Closed, (int)State.Open);

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
    /// <returns>A task that ends when the handlers have been told.</returns>
    public async Task RefuseAsync(string? repeater = null)
    {
        if (Interlocked.Exchange(ref _refused, 1) != 0)
        {
            return;
        }

        Report(repeater ?? _repeater ?? "A handler");
        try
        {
            await _handlers.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The attempt is over; this repeat comes late, and there is nothing left to cancel.
        }
    }

    /// <summary>
    /// Waits for the handlers, but not for the pause that one of them makes before a repeat: that repeat would be refused anyway.
    /// </summary>
    /// <param name="handlers">What comes out of the handlers.</param>
    /// <returns>Their answer; null if the answer of the one send is to be taken instead.</returns>
    public async Task<HttpResponseMessage?> WithoutPauseAsync(Task<HttpResponseMessage> handlers)
    {
        if (await Task.WhenAny(handlers, _sent.Task).ConfigureAwait(false) != handlers && InvitesRepeat)
        {
            await ((Task)handlers.WaitAsync(PassingTime, _settings.Time, Deadline)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!handlers.IsCompleted && !Deadline.IsCancellationRequested)
            {
                await RefuseAsync(_kept!.Outermost).ConfigureAwait(false);
                _ = handlers.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                return null;
            }
        }

        return await handlers.ConfigureAwait(false);
    }

    /// <param name="response">The answer, as it is handed to the handlers.</param>
    /// <param name="body">Its body.</param>
    public void Keep(HttpResponseMessage response, byte[] body)
    {
        _answer = new KeptAnswer(response, response.StatusCode, response.Content.Headers.ContentType, body);
        _sent.TrySetResult();
    }

    public void Fail(Exception exception)
    {
        _failure = ExceptionDispatchInfo.Capture(exception);
        _sent.TrySetResult();
    }

    /// <summary>What the one send brought, whatever the handlers made of it.</summary>
    public async Task<HttpResponseMessage> AnswerAsync(CancellationToken cancellationToken)
    {
        await _sent.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        _failure?.Throw();
        var answer = _answer!;
        var content = new ByteArrayContent(answer.Body);
        content.Headers.ContentType = answer.ContentType;
        return new HttpResponseMessage(answer.Status) { Content = content };
    }

    /// <summary>Reports that a handler copied what it was to send.</summary>
    public void ReportCopy(string handler) => Log.CopyRefused(_settings.Logger, handler, _attempt.Rpc, _attempt.RequestId);

    private void Report(string repeater)
    {
        if (_kept is null || !_kept.Includes(repeater))
        {
            Log.RepeatRefused(_settings.Logger, LogLevel.Error, repeater, _attempt.Rpc, _attempt.RequestId);
        }
        else if (_kept.IsFirst())
        {
            Log.RepeatRefused(_settings.Logger, LogLevel.Warning, repeater, _attempt.Rpc, _attempt.RequestId);
        }
    }

    private sealed record KeptAnswer(HttpResponseMessage Response, HttpStatusCode Status, MediaTypeHeaderValue? ContentType, byte[] Body);
}
