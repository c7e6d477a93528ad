using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Calls.Dialing;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls;

/// <summary>Dials for one client: checks requests, runs them, and hands out the calls.</summary>
internal sealed class Dialer
{
    private static readonly DialOptions DefaultOptions = new();

    private readonly CallContext _context;

    public Dialer(CallContext context)
    {
        _context = context;
    }

    /// <summary>Dials and waits for the answer.</summary>
    /// <exception cref="RequestValidationException">The request is wrong.</exception>
    /// <exception cref="SipCallException">The call was not answered.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled.</exception>
    public async Task<SipCall> DialAsync(DialRequest request, DialOptions? options, CancellationToken cancellationToken)
        => await DialAsync(Prepare(request, options), options, cancellationToken).ConfigureAwait(false);

    /// <summary>Dials what was prepared, with the same options, and waits for the answer.</summary>
    /// <exception cref="SipCallException">The call was not answered.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled.</exception>
    public async Task<SipCall> DialAsync(PreparedDial dial, DialOptions? options, CancellationToken cancellationToken)
    {
        var operation = await AnnounceAsync(dial, options, cancellationToken).ConfigureAwait(false);
        return CallOf(await operation.RunAsync(cancellationToken, cancellationToken).ConfigureAwait(false), dial);
    }

    /// <summary>Dials, waits for the answer, and returns every outcome instead of throwing it.</summary>
    /// <exception cref="RequestValidationException">The request is wrong.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled.</exception>
    public async Task<DialResult> TryDialAsync(DialRequest request, DialOptions? options, CancellationToken cancellationToken)
    {
        var dial = Prepare(request, options);
        var operation = await AnnounceAsync(dial, options, cancellationToken).ConfigureAwait(false);
        try
        {
            return new DialResult(CallOf(await operation.RunAsync(cancellationToken, cancellationToken).ConfigureAwait(false), dial));
        }
        catch (SipCallException e)
        {
            return new DialResult(e);
        }
    }

    /// <summary>Dials and returns as soon as the participant has joined, while the waiting request goes on behind the handle.</summary>
    /// <exception cref="RequestValidationException">The request is wrong.</exception>
    /// <exception cref="SipCallException">The call ended before it could be handed out.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled.</exception>
    public async Task<SipCall> StartDialAsync(DialRequest request, DialOptions? options, CancellationToken cancellationToken)
    {
        var dial = Prepare(request, options);
        var operation = await AnnounceAsync(dial, options, cancellationToken).ConfigureAwait(false);
        using var taken = new CancellationTokenSource();
        var dialing = new CancellationTokenSource();
        using var cancellation = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), dialing);

        var answer = operation.RunAsync(dialing.Token, cancellationToken).AsTask();
        var joined = operation.ObserveAsync(taken.Token);
        await Task.WhenAny(answer, joined).ConfigureAwait(false);
        await taken.CancelAsync().ConfigureAwait(false);
        var participant = await joined.ConfigureAwait(false);
        if (answer.IsCompleted || cancellationToken.IsCancellationRequested)
        {
            return CallOf(await answer.ConfigureAwait(false), dial);
        }

        // Whoever never asks for the answer must not be troubled by an exception that nobody observed.
        _ = answer.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        operation.Observations.Reference = dial.Reference;
        return new SipCall(_context, ParticipantOf(dial, participant), dial.RequestId, answer, operation.Observations);
    }

    /// <summary>Sends LiveKit's own message, with or without waiting for the answer.</summary>
    /// <exception cref="RequestValidationException">The message is wrong.</exception>
    /// <exception cref="SipCallException">The call was not answered, or not taken.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled.</exception>
    public async Task<SIPParticipantInfo> CreateParticipantAsync(CreateSIPParticipantRequest message, DialOptions? options, CancellationToken cancellationToken)
    {
        var dial = PreparedDial.From(message, new ProblemList(), _context, options ?? DefaultOptions);
        var operation = await AnnounceAsync(dial, options, cancellationToken).ConfigureAwait(false);
        return await operation.RunAsync(cancellationToken, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks a request and makes it ready to send.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">How the dial behaves; null for the defaults.</param>
    /// <param name="problems">What was found before; it is thrown together with what is found here.</param>
    /// <exception cref="RequestValidationException">The request is wrong, or anything was found before.</exception>
    public PreparedDial Prepare(DialRequest request, DialOptions? options, ProblemList problems)
    {
        request.CheckOwnRules(problems);
        var message = request.ToProto();
        problems.Check(
            message.WaitUntilAnswered,
            "wait_until_answered",
            "must be true for the dial methods; CreateSipParticipantAsync lets go of a call");
        return PreparedDial.From(message, problems, _context, options ?? DefaultOptions);
    }

    private PreparedDial Prepare(DialRequest request, DialOptions? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Prepare(request, options, new ProblemList(request.NameOfWritten));
    }

    private async ValueTask<DialOperation> AnnounceAsync(PreparedDial dial, DialOptions? options, CancellationToken cancellationToken)
    {
        dial.Begin(_context.Time);
        var operation = new DialOperation(_context, dial, options ?? DefaultOptions);
        await operation.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        return operation;
    }

    // A handle without a waiting request is on a call that has been answered.
    private SipCall CallOf(SIPParticipantInfo info, PreparedDial dial) => new(_context, info, dial.RequestId, Task.CompletedTask);

    private static SIPParticipantInfo ParticipantOf(PreparedDial dial, ParticipantInfo? participant)
        => participant is not null
            ? SipAttributes.InfoOf(participant, dial.RoomName)
            : new SIPParticipantInfo { RoomName = dial.RoomName, ParticipantIdentity = dial.ParticipantIdentity };
}
