using LiveKit.Protocol;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Transport;
using Microsoft.Extensions.Logging;

namespace LiveKit.Sip.Calls.Dialling;

/// <summary>Looks at the participant of one dial: sees it join, reports its status, removes it.</summary>
internal sealed class ParticipantWatch
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);
    internal static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(20);

    /// <summary>How long a participant may take to join after its request left.</summary>
    internal static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long a removal is tried that keeps failing.</summary>
    private static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(10);

    private readonly RoomClient _rooms;
    private readonly DialReference _dial;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public ParticipantWatch(RoomClient rooms, DialReference dial, ConnectionSettings settings)
    {
        _rooms = rooms;
        _dial = dial;
        _time = settings.Time;
        _logger = settings.Logger;
    }

    /// <returns>The participant as it joined; null if looking is no use, or the wait was ended.</returns>
    public async Task<ParticipantInfo?> SeeAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await FindOursAsync(cancellationToken).ConfigureAwait(false) is { } participant)
                {
                    return participant;
                }
            }
            catch (Exception e) when (IsFinal(e))
            {
                return null;
            }
            catch (Exception e) when (IsPassing(e, cancellationToken))
            {
                // The dial itself tells what is wrong; looking is only tried again.
            }

            pause = await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
        }

        return null;
    }

    /// <summary>Reports each status once, until the token ends it.</summary>
    public async Task ReportAsync(IProgress<CallStatus> listener, CancellationToken cancellationToken)
    {
        var last = CallStatus.Gone;
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var status = await FindOursAsync(cancellationToken).ConfigureAwait(false) is { } participant
                    ? SipAttributes.StatusOf(participant)
                    : CallStatus.Gone;
                if (status != last && status != CallStatus.Gone)
                {
                    last = status;
                    if (!TryReport(listener, status))
                    {
                        return;
                    }
                }
            }
            catch (Exception e) when (IsFinal(e))
            {
                return;
            }
            catch (Exception e) when (IsPassing(e, cancellationToken))
            {
                // A status that could not be asked for is reported by the next look.
            }

            pause = await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
        }
    }

    // Whatever a listener throws, the dial goes on, and its outcome must not get lost over it.
    private static bool TryReport(IProgress<CallStatus> listener, CallStatus status)
    {
        try
        {
            listener.Report(status);
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }

    /// <summary>Makes the phone quiet, waiting for a participant that has not joined yet.</summary>
    /// <remarks>
    /// RemoveParticipant takes only an identity, so between looking and removing a few milliseconds of doubt remain
    /// in which another dial could have taken the identity over.
    /// </remarks>
    /// <param name="reason">Why it is removed, for the log.</param>
    public async Task<(DialCleanUp CleanUp, Exception? Error)> RemoveAsync(string reason)
    {
        var (cleanUp, error) = await RemoveAsync().ConfigureAwait(false);
        if (cleanUp == DialCleanUp.Removed)
        {
            Log.ParticipantRemoved(_logger, reason, _dial.RequestId);
        }
        else if (cleanUp == DialCleanUp.Failed)
        {
            Log.CleanUpFailed(_logger, error is null ? reason : FailureReader.NameOf(error), _dial.RequestId);
        }

        return (cleanUp, error);
    }

    private async Task<(DialCleanUp CleanUp, Exception? Error)> RemoveAsync()
    {
        using var bound = new CancellationTokenSource(RemovalPatience, _time);
        var started = _time.GetTimestamp();
        var pause = FirstPause;
        Exception? error = null;
        while (true)
        {
            try
            {
                var participant = await _rooms.FindParticipantAsync(_dial.RoomName, _dial.ParticipantIdentity, bound.Token).ConfigureAwait(false);
                if (participant is not null && _dial.IsOurs(participant))
                {
                    await _rooms.RemoveParticipantAsync(_dial.RoomName, _dial.ParticipantIdentity, bound.Token).ConfigureAwait(false);
                    return (DialCleanUp.Removed, null);
                }

                error = null;
            }
            catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
            {
                // It left between looking and removing.
                return (DialCleanUp.Removed, null);
            }
            catch (Exception e) when (e is LiveKitException or ObjectDisposedException)
            {
                error = e;
            }
            catch (OperationCanceledException e)
            {
                return (DialCleanUp.Failed, error ?? e);
            }

            if (error is null && _time.GetElapsedTime(started) >= JoinPatience)
            {
                return (DialCleanUp.NothingFound, null);
            }

            if (error is not null && IsFinal(error))
            {
                return (DialCleanUp.Failed, error);
            }

            pause = await PauseAsync(pause, bound.Token).ConfigureAwait(false);
        }
    }

    /// <param name="bound">Shared by all calls of a client, because a broken connection asks about all of them at once.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ParticipantInfo?> FindOursAsync(SemaphoreSlim bound, CancellationToken cancellationToken)
    {
        await bound.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await FindOursAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            bound.Release();
        }
    }

    private async Task<ParticipantInfo?> FindOursAsync(CancellationToken cancellationToken)
    {
        var participant = await _rooms.FindParticipantAsync(_dial.RoomName, _dial.ParticipantIdentity, cancellationToken).ConfigureAwait(false);
        return participant is not null && _dial.IsOurs(participant) ? participant : null;
    }

    /// <returns>The next pause.</returns>
    public async Task<TimeSpan> PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        // Jitter, so that the calls of a broken connection don't ask in step.
        await Task.Delay(pause * (0.75 + (Random.Shared.NextDouble() / 2)), _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var next = pause * 2;
        return next < LongestPause ? next : LongestPause;
    }

    /// <summary>Whether asking again is no use: the token does not allow it, or the client was disposed of under the dial.</summary>
    public static bool IsFinal(Exception exception)
        => exception is ObjectDisposedException or TwirpException { Code: TwirpErrorCodes.Unauthenticated or TwirpErrorCodes.PermissionDenied };

    private static bool IsPassing(Exception exception, CancellationToken cancellationToken)
        => exception is LiveKitException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
