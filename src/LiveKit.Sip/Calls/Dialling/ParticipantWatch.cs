using LiveKit.Protocol;
using LiveKit.Sip.Calls.Live;
using LiveKit.Sip.Transport;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip.Calls.Dialling;

/// <summary>Looks at the participant of one dial: sees it join, reports its status, tells it from another's.</summary>
internal sealed class ParticipantWatch
{
    internal static readonly TimeSpan FirstPause = Polling.FirstPause;

    /// <summary>How long a participant may take to join after its request left.</summary>
    internal static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(5);

    /// <summary>How long one look may take: long enough for an attempt that hangs, and another one in another region.</summary>
    internal static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(15);

    private readonly RoomClient _rooms;
    private readonly DialReference _dial;
    private readonly TimeProvider _time;
    private string? _sid;

    public ParticipantWatch(RoomClient rooms, DialReference dial, ConnectionSettings settings)
    {
        _rooms = rooms;
        _dial = dial;
        _time = settings.Time;
    }

    /// <summary>Tells the participant's id, which is the proof where there is no mark.</summary>
    public void Recognise(string sid) => Volatile.Write(ref _sid, sid);

    /// <returns>The participant as it joined; null if looking is no use, or the wait was ended.</returns>
    public async Task<ParticipantInfo?> SeeAsync(CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await FindOursAsync(LookPatience, cancellationToken).ConfigureAwait(false) is { } participant)
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
        var lastLook = _time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _rooms.LiveCalls.Pace.WaitAsync(lastLook, cancellationToken).ConfigureAwait(false);
                lastLook = _time.GetTimestamp();
                var status = await FindOursAsync(LookPatience, new PollTrace(_rooms.LiveCalls), cancellationToken).ConfigureAwait(false) is { } participant
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

    /// <param name="bound">Shared by all calls of a client, because a broken connection asks about all of them at once.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<ParticipantInfo?> FindOursAsync(SemaphoreSlim bound, CancellationToken cancellationToken)
    {
        await bound.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await FindOursAsync(LookPatience, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            bound.Release();
        }
    }

    /// <param name="patience">How long the look may take, its repeats included.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="LiveKitTransportException">There was no answer in time, or none at all.</exception>
    public Task<ParticipantInfo?> FindOursAsync(TimeSpan patience, CancellationToken cancellationToken) => FindOursAsync(patience, new RequestTrace(), cancellationToken);

    private async Task<ParticipantInfo?> FindOursAsync(TimeSpan patience, RequestTrace trace, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            var participant = await _rooms.FindParticipantAsync(_dial.RoomName, _dial.ParticipantIdentity, trace, either.Token).ConfigureAwait(false);
            return participant is not null && IsOurs(participant) ? participant : null;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw TooLate(_dial.RequestId, e);
        }
    }

    /// <returns>The next pause.</returns>
    public Task<TimeSpan> PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => Polling.PauseAsync(pause, _time, cancellationToken);

    /// <summary>Whether asking again is no use: the token does not allow it, or the client was disposed of under the dial.</summary>
    public static bool IsFinal(Exception exception)
        => exception is ObjectDisposedException or TwirpException { Code: TwirpErrorCodes.Unauthenticated or TwirpErrorCodes.PermissionDenied };

    // The mark is the better proof: it was there from the first moment on.
    private bool IsOurs(ParticipantInfo participant)
        => _dial.IsOurs(participant) && (_dial.DialId is not null || Volatile.Read(ref _sid) is not { } sid || participant.Sid == sid);

    public static LiveKitTransportException TooLate(string requestId, OperationCanceledException cause)
        => new(TransportFailure.DeadlinePassed, requestSent: true, requestId, FailureReader.Describe(TransportFailure.DeadlinePassed), cause);

    private static bool IsPassing(Exception exception, CancellationToken cancellationToken)
        => exception is LiveKitException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
