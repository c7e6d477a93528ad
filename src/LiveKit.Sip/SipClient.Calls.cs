using LiveKit.Protocol;
using LiveKit.Sip.Calls.Dialling;
using LiveKit.Sip.Calls.Validation;

namespace LiveKit.Sip;

public partial class SipClient
{
    private static readonly DialOptions DefaultDialOptions = new();
    private static readonly Func<string, string> LiveKitsOwnNames = static field => field;

    /// <summary>Calls a phone and waits until it is answered (<c>CreateSIPParticipant</c>). Never sent twice.</summary>
    /// <param name="request">Whom to call, and how.</param>
    /// <param name="cancellationToken">Cancels the dial: the participant is removed, so that the phone goes quiet.</param>
    /// <returns>The answered call. Letting go of it does not end the call.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="CallRejectedException">Busy, declined or blocked.</exception>
    /// <exception cref="CallNotAnsweredException">Nobody answered, or somebody else ended the call.</exception>
    /// <exception cref="CallDestinationException">There is no such number.</exception>
    /// <exception cref="SipTrunkException">The trunk or the carrier did not carry the call.</exception>
    /// <exception cref="CallMediaException">No common codec or encryption.</exception>
    /// <exception cref="CallNotPlacedException">Nothing was dialled: request refused, permission lacking, service not available.</exception>
    /// <exception cref="CallOutcomeUnknownException">It is not known what became of the call.</exception>
    /// <exception cref="DialCanceledException">The dial was cancelled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual Task<SipCall> DialAsync(DialRequest request, CancellationToken cancellationToken = default)
        => DialAsync(request, DefaultDialOptions, cancellationToken);

    /// <inheritdoc cref="DialAsync(DialRequest, CancellationToken)" />
    /// <param name="request">Whom to call, and how.</param>
    /// <param name="options">How the dial behaves. <see langword="null"/> means the defaults of <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the dial as the options say.</param>
    public virtual async Task<SipCall> DialAsync(DialRequest request, DialOptions? options, CancellationToken cancellationToken = default)
    {
        var dial = Prepare(request, options);
        var operation = await StartAsync(dial, options, cancellationToken).ConfigureAwait(false);
        return CallOf(await operation.RunAsync(cancellationToken, cancellationToken).ConfigureAwait(false), dial, answer: null);
    }

    /// <summary>Calls a phone like <see cref="DialAsync(DialRequest, CancellationToken)"/> and returns every outcome instead of throwing it.</summary>
    /// <param name="request">Whom to call, and how.</param>
    /// <param name="options">How the dial behaves. Default: see <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the dial as the options say.</param>
    /// <returns>The outcome, with the call or the reason.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="DialCanceledException">The dial was cancelled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual async Task<DialResult> TryDialAsync(DialRequest request, DialOptions? options = null, CancellationToken cancellationToken = default)
    {
        var dial = Prepare(request, options);
        var operation = await StartAsync(dial, options, cancellationToken).ConfigureAwait(false);
        try
        {
            return new DialResult(CallOf(await operation.RunAsync(cancellationToken, cancellationToken).ConfigureAwait(false), dial, answer: null));
        }
        catch (SipCallException e)
        {
            return new DialResult(e);
        }
    }

    /// <summary>
    /// Calls a phone and returns as soon as LiveKit has taken the call, while it is being dialled. The waiting request goes on behind
    /// the handle, because only that request learns how a failed call ended.
    /// </summary>
    /// <param name="request">Whom to call, and how.</param>
    /// <param name="options">How the dial behaves. Default: see <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the dial until this method returns; from then on there is <see cref="SipCall.HangUpAsync(CancellationToken)"/>.</param>
    /// <returns>The ringing call; <see cref="SipCall.WaitForAnswerAsync"/> ends in the outcomes of <see cref="DialAsync(DialRequest, CancellationToken)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="SipCallException">The call ended before it could be handed out; the same exceptions as from <see cref="DialAsync(DialRequest, CancellationToken)"/>.</exception>
    /// <exception cref="DialCanceledException">The dial was cancelled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual async Task<SipCall> StartDialAsync(DialRequest request, DialOptions? options = null, CancellationToken cancellationToken = default)
    {
        var dial = Prepare(request, options);
        var operation = await StartAsync(dial, options, cancellationToken).ConfigureAwait(false);
        using var taken = new CancellationTokenSource();
        var dialling = new CancellationTokenSource();
        using var cancellation = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), dialling);

        var answer = operation.RunAsync(dialling.Token, cancellationToken).AsTask();
        var joined = operation.SeeAsync(taken.Token);
        await Task.WhenAny(answer, joined).ConfigureAwait(false);
        await taken.CancelAsync().ConfigureAwait(false);
        var participant = await joined.ConfigureAwait(false);
        if (answer.IsCompleted || cancellationToken.IsCancellationRequested)
        {
            return CallOf(await answer.ConfigureAwait(false), dial, answer: null);
        }

        // Whoever never asks for the answer must not be troubled by an exception that nobody observed.
        _ = answer.ContinueWith(static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return CallOf(ParticipantOf(dial, participant), dial, answer);
    }

    /// <summary>Sends LiveKit's own message (<c>CreateSIPParticipant</c>), with or without waiting for the answer. Never sent twice.</summary>
    /// <param name="request">
    /// The message; not changed. Without a ringing timeout it is sent with 30 seconds, without an identity with a unique one.
    /// With <c>wait_until_answered</c> false LiveKit answers once it has taken the call, and how it ends is not learnt.
    /// </param>
    /// <param name="options">How the dial behaves. Default: see <see cref="DialOptions"/>.</param>
    /// <param name="cancellationToken">Cancels the dial as the options say.</param>
    /// <returns>LiveKit's ids of the call.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The request is wrong; nothing was sent.</exception>
    /// <exception cref="SipCallException">The call was not answered, or not taken; the same exceptions as from <see cref="DialAsync(DialRequest, CancellationToken)"/>.</exception>
    /// <exception cref="DialCanceledException">The dial was cancelled, or its client disposed of; it says what the clean-up achieved.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed of before.</exception>
    public virtual async Task<SIPParticipantInfo> CreateSipParticipantAsync(
        CreateSIPParticipantRequest request,
        DialOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);

        var dial = PreparedDial.From(request, new ProblemList(LiveKitsOwnNames), Connection, options ?? DefaultDialOptions);
        var operation = await StartAsync(dial, options, cancellationToken).ConfigureAwait(false);
        return await operation.RunAsync(cancellationToken, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks a request and makes it ready to send.</summary>
    /// <exception cref="RequestValidationException">The request is wrong, or anything that was found before.</exception>
    internal static PreparedDial Prepare(DialRequest request, DialOptions? options, ProblemList problems, LiveKitConnection connection)
    {
        request.CheckOwnRules(problems);
        var message = request.ToProto();
        problems.Check(
            message.WaitUntilAnswered,
            "wait_until_answered",
            $"must be true for the dial methods; {nameof(CreateSipParticipantAsync)} lets go of a call");
        return PreparedDial.From(message, problems, connection, options ?? DefaultDialOptions);
    }

    private PreparedDial Prepare(DialRequest request, DialOptions? options)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Prepare(request, options, new ProblemList(DialVocabulary.NameOf), Connection);
    }

    /// <exception cref="DialCanceledException">The dial was cancelled.</exception>
    private async ValueTask<DialOperation> StartAsync(PreparedDial dial, DialOptions? options, CancellationToken cancellationToken)
    {
        var operation = new DialOperation(Connection, _rooms!, dial, options ?? DefaultDialOptions);
        await operation.AnnounceAsync(cancellationToken).ConfigureAwait(false);
        return operation;
    }

    private SipCall CallOf(SIPParticipantInfo info, PreparedDial dial, Task? answer) => new(_rooms!, info, dial.RequestId, answer, this);

    private static SIPParticipantInfo ParticipantOf(PreparedDial dial, ParticipantInfo? participant)
        => participant is not null
            ? Calls.SipAttributes.InfoOf(participant, dial.RoomName)
            : new SIPParticipantInfo { RoomName = dial.RoomName, ParticipantIdentity = dial.ParticipantIdentity };
}
