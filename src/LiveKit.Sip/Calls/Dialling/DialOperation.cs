using System.Runtime.CompilerServices;
using LiveKit.Protocol;
using LiveKit.Sip.Calls.Outcomes;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Calls.Dialling;

/// <summary>One dial, from the request to its outcome.</summary>
internal sealed class DialOperation
{
    private readonly LiveKitConnection _connection;
    private readonly PreparedDial _dial;
    private readonly DialOptions _options;
    private readonly RoomClient _rooms;
    private ParticipantWatch? _watch;
    private ParticipantRemoval? _removal;

    public DialOperation(LiveKitConnection connection, RoomClient rooms, PreparedDial dial, DialOptions options)
    {
        _connection = connection;
        _dial = dial;
        _options = options;
        _rooms = rooms;
    }

    // Most dials need neither.
    private ParticipantWatch Watch => _watch ??= new ParticipantWatch(_rooms, _dial.Reference, _connection.Settings);

    private ParticipantRemoval Removal => _removal ??= new ParticipantRemoval(_rooms, Watch, _dial.Reference, _connection.Settings);

    private TimeProvider Time => _connection.Settings.Time;

    private ILogger Logger => _connection.Settings.Logger;

    /// <param name="cancellationToken">Ends the dial.</param>
    /// <param name="callersToken">What the caller's cancellation is reported with.</param>
    /// <exception cref="SipCallException">The call was not answered.</exception>
    /// <exception cref="DialCanceledException">The dial was cancelled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<SIPParticipantInfo> RunAsync(CancellationToken cancellationToken, CancellationToken callersToken)
    {
        _connection.CheckCleanUpRight(_dial.RoomName);
        _connection.Dials.Enter();
        try
        {
            if (!cancellationToken.CanBeCanceled)
            {
                return await RunInTimeAsync(_connection.Dials.Closing, callersToken).ConfigureAwait(false);
            }

            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _connection.Dials.Closing);
            return await RunInTimeAsync(either.Token, callersToken).ConfigureAwait(false);
        }
        finally
        {
            _connection.Dials.Leave();
        }
    }

    /// <summary>Tells the caller how to find the dial again, before anything is sent.</summary>
    /// <exception cref="DialCanceledException">The dial was cancelled.</exception>
    public async ValueTask AnnounceAsync(CancellationToken cancellationToken)
    {
        if (_options.BeforeDialling is not { } announceAsync)
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
    public Task<ParticipantInfo?> SeeAsync(CancellationToken cancellationToken) => Watch.SeeAsync(cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<SIPParticipantInfo> RunInTimeAsync(CancellationToken cancellationToken, CancellationToken callersToken)
    {
        var dial = _options.Progress is { } listener ? RunAsync(listener, cancellationToken, callersToken) : SendAsync(cancellationToken, callersToken);
        var info = await dial.ConfigureAwait(false);
        if (!cancellationToken.IsCancellationRequested || _options.CancelBehavior == CancelBehavior.LeaveRinging)
        {
            return info;
        }

        // The answer came too late: whoever has been told of a cancellation must not have a callee in the room.
        if (_dial.IsUnmarked)
        {
            Watch.Recognise(info.ParticipantId);
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
            var info = await _connection.Twirp.CallAsync(SipMethods.CreateSIPParticipant, _dial.Message, _dial, cancellationToken).ConfigureAwait(false);
            if (info.ParticipantId.Length == 0)
            {
                throw new LiveKitTransportException(TransportFailure.AnswerUnreadable, requestSent: true, _dial.RequestId, FailureReader.Describe(TransportFailure.AnswerUnreadable));
            }

            return info;
        }
        catch (TwirpException e)
        {
            var circumstances = new DialCircumstances(_dial.Elapsed(Time), _dial.Ringing, _dial.HasTrunkId);
            return await SettleAsync(OutcomeClassifier.Classify(e, circumstances), e.Code, e.ServerMessage, e, cancellationToken, callersToken).ConfigureAwait(false);
        }
        catch (LiveKitTransportException e)
        {
            return await SettleAsync(OutcomeClassifier.Classify(e), twirpCode: null, e.Message, e, cancellationToken, callersToken).ConfigureAwait(false);
        }
        catch (LiveKitException e)
        {
            // There was no token to send it with.
            throw Failed(new Verdict(CallOutcome.PermissionDenied, MayHaveRung: false), twirpCode: null, e.Message, e);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw await CanceledAsync(callersToken).ConfigureAwait(false);
        }
    }

    /// <summary>The one place where a dial that was not answered gets its outcome; when the answer alone gives none, the room is asked.</summary>
    private async Task<SIPParticipantInfo> SettleAsync(
        Verdict verdict,
        string? twirpCode,
        string said,
        Exception cause,
        CancellationToken cancellationToken,
        CancellationToken callersToken)
    {
        if (verdict.Outcome == CallOutcome.Unknown && !_dial.Left)
        {
            // Whatever gave this answer, a handler or a test's stand-in, nothing was sent to ask the room about.
            verdict = new Verdict(CallOutcome.ServiceUnavailable, MayHaveRung: false);
        }

        try
        {
            if (verdict is { Outcome: CallOutcome.Unknown, MayHaveRung: true } && _options.ReconcileUnknown)
            {
                var finding = await new RoomInquiry(Watch, Removal, _dial, _connection).AskAsync(cancellationToken).ConfigureAwait(false);
                Log.AskedTheRoom(Logger, FailureReader.NameOf(cause), finding.Outcome, _dial.RequestId);
                if (finding.Participant is { } callee)
                {
                    return SipAttributes.InfoOf(callee, _dial.RoomName);
                }

                verdict = verdict with { Outcome = finding.Outcome };
            }

            if (verdict.Outcome == CallOutcome.Unknown || !_dial.Left)
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
            SipStatusCode = verdict.SipStatusCode,
            SipStatus = verdict.SipStatus,
            TwirpCode = twirpCode,
            RoomName = _dial.RoomName,
            ParticipantIdentity = _dial.ParticipantIdentity,
            RequestId = _dial.RequestId,
            MayHaveRung = verdict.MayHaveRung,
            MayRingUntil = verdict is { Outcome: CallOutcome.Unknown, MayHaveRung: true }
                ? CallClocks.RingingEnd(Time.GetUtcNow() - _dial.Elapsed(Time), _dial.Ringing)
                : null,
            DialReference = _dial.Reference,
        };
        if (verdict.Outcome == CallOutcome.Unknown)
        {
            Log.OutcomeUnknown(Logger, FailureReader.NameOf(cause), failure.MayRingUntil, _dial.RequestId);
        }

        var status = verdict.SipStatusCode is { } code ? $"SIP {code} \"{verdict.SipStatus}\"" : $"\"{said.TrimEnd('.')}\"";
        var message = $"{OutcomeTraits.Of(verdict.Outcome).Means} ({verdict.Outcome}): {status}. "
            + $"Room \"{failure.RoomName}\", participant \"{failure.ParticipantIdentity}\", request {failure.RequestId}.";
        return SipCallException.Create(failure, _connection.Twirp.Redactor.Redact(message, _dial), cause);
    }

    private async Task<DialCanceledException> CanceledAsync(CancellationToken callersToken, bool hasJoined = false)
    {
        var removal = !_dial.Left ? new Removal(DialCleanUp.NotNeeded)
            : _options.CancelBehavior == CancelBehavior.LeaveRinging ? new Removal(DialCleanUp.LeftRinging)
            : await Removal.RunAsync("its dial was cancelled", hasJoined, spareAnswered: false).ConfigureAwait(false);

        // Where it wasn't the caller, the client was disposed of.
        return new DialCanceledException(
            removal.CleanUp,
            _dial.Reference,
            removal.Error,
            callersToken.IsCancellationRequested ? callersToken : _connection.Dials.Closing);
    }
}
