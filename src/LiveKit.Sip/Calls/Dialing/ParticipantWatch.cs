using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>Looks at the participant of one dial: sees it join, reports its status, tells it from another's.</summary>
internal sealed class ParticipantWatch
{
    private readonly CallContext _context;
    private readonly DialReference _dial;
    private readonly TimeProvider _time;
    private string? _sid;
    private int _lastSeen;

    public ParticipantWatch(CallContext context, DialReference dial)
    {
        _context = context;
        _dial = dial;
        _time = context.Time;
    }

    /// <summary>How far the call was seen to come.</summary>
    public CallStatus LastSeen => (CallStatus)Volatile.Read(ref _lastSeen);

    /// <summary>Notes the participant's id, which is the proof where there is no mark.</summary>
    public void Identify(string sid) => Volatile.Write(ref _sid, sid);

    /// <returns>The participant as it joined; null if looking is no use, or the wait was ended.</returns>
    public async Task<ParticipantInfo?> ObserveAsync(CancellationToken cancellationToken)
    {
        var pause = Polling.FirstPause;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await FindOursAsync(Polling.LookTimeout, cancellationToken).ConfigureAwait(false) is { } participant)
                {
                    return participant;
                }
            }
            catch (Exception e) when (FailureFacts.IsFinal(e))
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
        var pause = Polling.FirstPause;
        var lastLook = _time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await _context.Pace.WaitAsync(lastLook, cancellationToken).ConfigureAwait(false);
                lastLook = _time.GetTimestamp();
                var status = await FindOursAsync(Polling.LookTimeout, new PacedRequest(_context), cancellationToken).ConfigureAwait(false) is { } participant
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
            catch (Exception e) when (FailureFacts.IsFinal(e))
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

    // Whatever a listener throws, the dial goes on, and its outcome must not get lost because of that.
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

    /// <summary>Looks for the participant when a slot for looking up is free.</summary>
    public async Task<ParticipantInfo?> LookUpAsync(CancellationToken cancellationToken)
    {
        await _context.LookupSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await FindOursAsync(Polling.LookTimeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _context.LookupSlots.Release();
        }
    }

    /// <param name="timeout">How long the look may take, its repeats included.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="LiveKitTransportException">There was no answer in time, or none at all.</exception>
    public Task<ParticipantInfo?> FindOursAsync(TimeSpan timeout, CancellationToken cancellationToken) => FindOursAsync(timeout, new TwirpRequest(), cancellationToken);

    private async Task<ParticipantInfo?> FindOursAsync(TimeSpan timeout, TwirpRequest request, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            var participant = await _context.Participants.FindAsync(_dial.RoomName, _dial.ParticipantIdentity, request, either.Token).ConfigureAwait(false);
            if (participant is null || !IsOurs(participant))
            {
                return null;
            }

            // A call only goes forward, and the values of CallStatus stand in that order; of looks that overlap, the later status counts.
            var seen = (int)SipAttributes.StatusOf(participant);
            if (seen > Volatile.Read(ref _lastSeen))
            {
                Volatile.Write(ref _lastSeen, seen);
            }

            return participant;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw FailureFacts.TimedOut(_context.Settings.BaseAddress, _dial.RequestId, e);
        }
    }

    /// <returns>The next pause.</returns>
    public Task<TimeSpan> PauseAsync(TimeSpan pause, CancellationToken cancellationToken) => Polling.PauseAsync(pause, _time, cancellationToken);

    // The mark is the better proof, because the participant carries it from the first moment on.
    private bool IsOurs(ParticipantInfo participant)
        => _dial.IsOurs(participant) && (_dial.DialId is not null || Volatile.Read(ref _sid) is not { } sid || participant.Sid == sid);

    private static bool IsPassing(Exception exception, CancellationToken cancellationToken)
        => exception is LiveKitException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
