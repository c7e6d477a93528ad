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
internal sealed class DialOperation
{
    private readonly CallContext _context;
    private readonly PreparedDial _dial;
    private readonly DialOptions _options;
    private ParticipantWatch? _watch;
    private ParticipantRemoval? _removal;

    public DialOperation(CallContext context, PreparedDial dial, DialOptions options)
    {
        _context = context;
        _dial = dial;
        _options = options;
    }

    // The watch and the removal are made when they are first needed, because most dials need neither.
    private ParticipantWatch Watch => _watch ??= new ParticipantWatch(_context, _dial.Reference);

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
        if (_dial.IsUnmarked)
        {
            Watch.Identify(info.ParticipantId);
        }

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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SIPParticipantInfo> SendAsync(CancellationToken cancellationToken, CancellationToken callersToken)
    {
        try
        {
            var info = await _context.Twirp.CallAsync(SipMethods.CreateSIPParticipant, _dial.Message, _dial, cancellationToken).ConfigureAwait(false);
            if (info.ParticipantId.Length == 0)
            {
                throw FailureFacts.AnswerUnreadable(_dial.RequestId);
            }

            return info;
        }
        catch (TwirpException e)
        {
            var circumstances = new DialCircumstances(_dial.Elapsed(Time), _dial.Ringing, _dial.TrunkId, _context.Settings.IsCloud);
            return await SettleAsync(_context.Classifier.Classify(e, circumstances), e.Code, e.ServerMessage, e, cancellationToken, callersToken).ConfigureAwait(false);
        }
        catch (LiveKitTransportException e)
        {
            return await SettleAsync(OutcomeClassifier.Classify(e), twirpCode: null, e.Message, e, cancellationToken, callersToken).ConfigureAwait(false);
        }
        catch (LiveKitException e)
        {
            // There was no token to send the dial with.
            throw Failed(new Verdict(CallOutcome.PermissionDenied, mayHaveRung: false), twirpCode: null, e.Message, e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw await CanceledAsync(callersToken).ConfigureAwait(false);
        }
    }

    /// <summary>The one place where a dial that was not answered gets its outcome; when the answer alone gives none, the room is looked into.</summary>
    private async Task<SIPParticipantInfo> SettleAsync(
        Verdict verdict,
        string? twirpCode,
        string said,
        Exception cause,
        CancellationToken cancellationToken,
        CancellationToken callersToken)
    {
        if (verdict.Outcome == CallOutcome.Unknown && !_dial.WasSent)
        {
            // The answer came from a handler or a test's stand-in: nothing was sent, so there is nothing to look up in the room.
            verdict = new Verdict(CallOutcome.ServiceUnavailable, mayHaveRung: false);
        }

        try
        {
            if (!_options.ReconcileUnknown)
            {
                verdict = verdict.Unconfirmed();
            }
            else if (verdict.RoomCheck is RoomCheck.WhatBecame or RoomCheck.IsGone or RoomCheck.SilentService)
            {
                var finding = await new DialReconciliation(Watch, Removal, _dial, _context).RunAsync(cancellationToken).ConfigureAwait(false);
                Log.Reconciled(Logger, FailureFacts.NameOf(cause), finding.Outcome.ToString(), _dial.RequestId);
                if (finding.Participant is { } callee)
                {
                    return SipAttributes.InfoOf(callee, _dial.RoomName);
                }

                verdict = verdict.Found(finding.Outcome, hasInviteEnded: finding.Outcome != CallOutcome.Unknown);
            }

            if (verdict.Outcome == CallOutcome.Unknown || !_dial.WasSent)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw await CanceledAsync(callersToken).ConfigureAwait(false);
        }

        throw Failed(verdict, twirpCode, said, cause);
    }

    private SipCallException Failed(Verdict verdict, string? twirpCode, string said, Exception cause)
    {
        var failure = new CallFailure(verdict.Outcome)
        {
            RetryAdvice = verdict.Advice,
            SipStatusCode = verdict.SipStatusCode,
            SipStatus = verdict.SipStatus,
            TwirpCode = twirpCode,
            RoomName = _dial.RoomName,
            ParticipantIdentity = _dial.ParticipantIdentity,
            RequestId = _dial.RequestId,
            MayHaveRung = verdict.MayHaveRung,
            WasPickedUp = verdict.WasPickedUp,
            MayRingUntil = verdict.MayRingOn
                ? CallClocks.RingingEnd(Time.GetUtcNow() - _dial.Elapsed(Time), _dial.Ringing)
                : null,
            DialReference = _dial.Reference,
            LastStatus = _watch?.LastSeen ?? CallStatus.Unknown,
        };
        if (verdict.Outcome == CallOutcome.Unknown)
        {
            Log.OutcomeUnknown(Logger, FailureFacts.NameOf(cause), failure.MayRingUntil, _dial.RequestId);
        }

        var message = FailureMessage.Of(verdict.Sentence ?? OutcomeTraits.Of(verdict.Outcome).Means, verdict, said, failure, (cause as TwirpException)?.Explanation ?? "");
        return SipCallException.Create(failure, _context.Twirp.Redactor.Redact(message, _dial.Secrets, _dial.Numbers), cause);
    }

    private async Task<DialCanceledException> CanceledAsync(CancellationToken callersToken, bool hasJoined = false)
    {
        var removal = !_dial.WasSent ? new Removal(DialCleanUp.NotNeeded)
            : _options.CancelBehavior == CancelBehavior.LeaveRinging ? new Removal(DialCleanUp.LeftRinging)
            : await Removal.RunAsync("its dial was canceled", hasJoined, spareAnswered: false).ConfigureAwait(false);

        // If the caller did not cancel, the host stopped or the client was disposed of.
        return new DialCanceledException(
            removal.CleanUp,
            _dial.Reference,
            removal.Error,
            callersToken.IsCancellationRequested ? callersToken : _context.Dials.EndedBy);
    }
}
