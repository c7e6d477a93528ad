using System.Runtime.CompilerServices;
using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Configuration;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Outcomes;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>One dial, from the request to its outcome.</summary>
internal sealed partial class DialOperation
{
    private readonly CallContext _context;
    private readonly PreparedDial _dial;
    private readonly DialOptions _options;
    private DialObservations? _observations;
    private ParticipantWatch? _watch;
    private ParticipantRemoval? _removal;

    /// <summary>What the error answer alone gives; set before the request ends.</summary>
    private Verdict? _verdict;

    public DialOperation(CallContext context, PreparedDial dial, DialOptions options)
    {
        _context = context;
        _dial = dial;
        _options = options;
    }

    /// <summary>What is seen of the dial, here and by those who watch its handle.</summary>
    public DialObservations Observations => _observations ??= new DialObservations();

    // The watch and the removal are made when they are first needed, because most dials need neither.
    private ParticipantWatch Watch => _watch ??= new ParticipantWatch(_context, _dial.Reference, Observations) { IsUnmarked = _dial.IsUnmarked };

    private ParticipantRemoval Removal => _removal ??= new ParticipantRemoval(_context, Watch, _dial.Reference);

    private TimeProvider Time => _context.Time;

    private ILogger Logger => _context.Logger;

    /// <param name="cancellationToken">Ends the dial.</param>
    /// <param name="callersToken">What the caller's cancellation is reported with.</param>
    /// <exception cref="SipCallException">The call was not answered.</exception>
    /// <exception cref="DialCanceledException">The dial was canceled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SIPParticipantInfo> RunAsync(CancellationToken cancellationToken, CancellationToken callersToken)
    {
        _context.CheckCleanUpRight(_dial.RoomName);
        _context.Dials.Enter();
        try
        {
            if (!cancellationToken.CanBeCanceled)
            {
                return await RunInTimeAsync(_context.Dials.Closing, callersToken).ConfigureAwait(false);
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _context.Dials.Closing);
            return await RunInTimeAsync(either.Token, callersToken).ConfigureAwait(false);
        }
        finally
        {
            _context.Dials.Leave();
        }
    }

    /// <summary>Tells the caller how to find the dial again, before anything is sent.</summary>
    /// <exception cref="DialCanceledException">The dial was canceled.</exception>
    public async ValueTask AnnounceAsync(CancellationToken cancellationToken)
    {
        if (_options.BeforeDialing is not { } announceAsync)
        {
            return;
        }

        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            await announceAsync(_dial.Reference, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw await CanceledAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The participant of this dial, once it has joined.</summary>
    public Task<ParticipantInfo?> ObserveAsync(CancellationToken cancellationToken) => Watch.ObserveAsync(cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SIPParticipantInfo> RunInTimeAsync(CancellationToken cancellationToken, CancellationToken callersToken)
    {
        var dial = _options.Progress is { } listener ? RunAsync(listener, cancellationToken, callersToken) : SendAsync(cancellationToken, callersToken);
        var info = await dial.ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested || _options.CancelBehavior == CancelBehavior.LeaveRinging)
        {
            return info;
        }

        // The answer came after the cancellation: a caller who learns that the dial was canceled must not have a callee in the room.
        throw await CanceledAsync(callersToken, hasJoined: true).ConfigureAwait(false);
    }

    private async ValueTask<SIPParticipantInfo> RunAsync(IProgress<CallStatus> listener, CancellationToken cancellationToken, CancellationToken callersToken)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var progress = Watch.ReportAsync(listener, over.Token);
        try
        {
            return await SendAsync(cancellationToken, callersToken).ConfigureAwait(false);
        }
        finally
        {
            // Awaited, so that nothing is reported once the dial is over.
            await over.CancelAsync().ConfigureAwait(false);
            await progress.ConfigureAwait(false);
        }
    }

    private async ValueTask<SIPParticipantInfo> SendAsync(CancellationToken cancellationToken, CancellationToken callersToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            throw await CanceledAsync(callersToken).ConfigureAwait(false);
        }

        using var end = new CancellationTokenSource();
        var answer = AskAsync(end.Token);
        try
        {
            return await answer.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The request stays open while the participant is removed, because its reply tells how the call ended.
            if (!_dial.WasSent || _options.CancelBehavior == CancelBehavior.LeaveRinging)
            {
                await EndAsync(answer, end).ConfigureAwait(false);
                if (answer.IsCompletedSuccessfully)
                {
                    return await answer.ConfigureAwait(false);
                }
            }

            var canceled = await CanceledAsync(callersToken).ConfigureAwait(false);
            await EndAsync(answer, end).ConfigureAwait(false);
            throw canceled;
        }
        catch (TwirpException e)
        {
            return await SettleAsync(_verdict!, e.RedirectsTo is { } target ? $"HTTP {e.HttpStatus}, redirects to {target}" : e.ServerMessage, e, cancellationToken, callersToken).ConfigureAwait(false);
        }
        catch (LiveKitTransportException e)
        {
            return await SettleAsync(OutcomeClassifier.Classify(e, Circumstances), e.Message, e, cancellationToken, callersToken).ConfigureAwait(false);
        }
        catch (LiveKitException e)
        {
            // There was no token to send the dial with.
            throw Failed(new Verdict(CallOutcome.PermissionDenied, mayHaveRung: false), e.Message, e);
        }
    }

    private static async Task EndAsync(Task answer, CancellationTokenSource end)
    {
        await end.CancelAsync().ConfigureAwait(false);
        await answer.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Sends the request, and notes what its reply says about the call, whoever still waits for it.</summary>
    private async Task<SIPParticipantInfo> AskAsync(CancellationToken end)
    {
        var reply = DialReply.Lost;
        try
        {
            var info = await _context.Twirp.CallAsync(SipMethods.CreateSIPParticipant, _dial.Message, _dial, end).ConfigureAwait(false);
            if (info.ParticipantId.Length == 0 || !_dial.IsAbout(info))
            {
                throw FailureFacts.AnswerUnreadable(_dial.RequestId);
            }

            if (_dial.IsUnmarked)
            {
                Watch.Identify(info.ParticipantId);
            }

            reply = DialReply.Answered;
            return info;
        }
        catch (TwirpException e)
        {
            _verdict = _context.Classifier.Classify(e, Circumstances);
            reply = _verdict switch
            {
                { IsFromLiveKit: false } or { Outcome: CallOutcome.Unknown } => DialReply.Lost,
                { RoomCheck: RoomCheck.BriefLook } => DialReply.Doubtful,
                _ => DialReply.Failed,
            };
            throw;
        }
        finally
        {
            Observations.NoteReply(reply);
        }
    }

    private DialCircumstances Circumstances => new(_dial.Elapsed(Time), _dial.Ringing, _dial.TrunkId, _context.Settings.IsCloud);

    private async Task<DialCanceledException> CanceledAsync(CancellationToken callersToken, bool hasJoined = false)
    {
        var removal = !_dial.WasSent ? new Removal(DialCleanUp.NotNeeded, IsQuiet: true)
            : _options.CancelBehavior == CancelBehavior.LeaveRinging ? new Removal(DialCleanUp.LeftRinging)
            : await Removal.RunAsync("its dial was canceled", hasJoined, spareAnswered: false).ConfigureAwait(false);

        // If the caller did not cancel, the host stopped or the client was disposed of.
        return new DialCanceledException(
            removal.CleanUp,
            _dial.Reference,
            removal.Error,
            callersToken.IsCancellationRequested ? callersToken : _context.Dials.EndedBy,
            removal.IsQuiet ? null : RingingEnd);
    }
}
