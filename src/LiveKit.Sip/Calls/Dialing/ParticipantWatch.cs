using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Exceptions;
using LiveKit.Sip.Participants;
using LiveKit.Sip.Rpc;

namespace LiveKit.Sip.Calls.Dialing;

/// <summary>Looks at the participant of one dial: sees it join, reports its status, tells it from another's.</summary>
internal sealed class ParticipantWatch
{
    private readonly CallContext _context;
    private readonly DialReference _dial;
    private string? _sid;

    /// <param name="context">What the calls of the client share.</param>
    /// <param name="dial">The dial.</param>
    /// <param name="observations">What is seen is added.</param>
    public ParticipantWatch(CallContext context, DialReference dial, DialObservations observations)
    {
        Observations = observations;
        _context = context;
        _dial = dial;
    }

    /// <summary>What has been seen of the dial, here and elsewhere.</summary>
    public DialObservations Observations { get; }

    /// <summary>Whether the dial has neither a mark nor an identity of its own, so that only the participant's id can prove whose it is.</summary>
    public bool IsUnmarked { get; init; }

    /// <summary>Whether the participant is told from others by its identity alone, because the dial's reply has not told its id yet.</summary>
    public bool GoesByIdentityAlone => IsUnmarked && Volatile.Read(ref _sid) is null;

    /// <summary>Notes the participant's id, which is the proof where there is no mark.</summary>
    public void Identify(string sid) => Volatile.Write(ref _sid, sid);

    /// <returns>The participant as it joined; null if looking is no use, or the wait was ended.</returns>
    public async Task<ParticipantInfo?> ObserveAsync(CancellationToken cancellationToken)
    {
        ParticipantInfo? participant = null;
        await UntilEndedAsync(
            PollTurn.AtOnce,
            async request => (participant = await FindOursAsync(Polling.LookTimeout, request, cancellationToken).ConfigureAwait(false)) is not null,
            cancellationToken).ConfigureAwait(false);
        return participant;
    }

    /// <summary>Reports each status once, until the token ends it.</summary>
    public Task ReportAsync(IProgress<CallStatus> listener, CancellationToken cancellationToken)
    {
        var last = CallStatus.Gone;
        return UntilEndedAsync(
            PollTurn.InTurn,
            async request =>
            {
                var status = await FindOursAsync(Polling.LookTimeout, request, cancellationToken).ConfigureAwait(false) is { } participant
                    ? SipAttributes.StatusOf(participant)
                    : CallStatus.Gone;
                if (status == last || status == CallStatus.Gone)
                {
                    return false;
                }

                last = status;
                return !TryReport(listener, status);
            },
            cancellationToken);
    }

    // A look that fails is only made again: the dial itself tells what is wrong.
    private async Task UntilEndedAsync(PollTurn turn, Func<PacedRequest, Task<bool>> lookAsync, CancellationToken cancellationToken)
    {
        try
        {
            await new Poller(_context, new PollPlan { Turn = turn }).RunAsync((request, _) => lookAsync(request), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (FailureFacts.IsFinal(e) || cancellationToken.IsCancellationRequested)
        {
            // Looking is no use any more, or no longer wanted.
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
    public async Task<ParticipantInfo?> LookUpAsync(PacedRequest request, CancellationToken cancellationToken)
    {
        await _context.LookupSlots.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await FindOursAsync(Polling.LookTimeout, request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _context.LookupSlots.Release();
        }
    }

    /// <param name="timeout">How long the look may take, its repeats included.</param>
    /// <param name="request">The look's request.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="LiveKitTransportException">There was no answer in time, or none at all.</exception>
    public async Task<ParticipantInfo?> FindOursAsync(TimeSpan timeout, PacedRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var participant = await TimeLimit.RunAsync(
                timeout,
                _context,
                _dial.RequestId,
                token => _context.Participants.FindAsync(_dial.RoomName, _dial.ParticipantIdentity, request, token),
                cancellationToken).ConfigureAwait(false);
            if (request.HasFailedBefore)
            {
                Observations.NoteTrouble();
            }

            if (participant is null || !IsOurs(participant))
            {
                return null;
            }

            Observations.NoteSeen(SipAttributes.StatusOf(participant));
            return participant;
        }
        catch (LiveKitException e)
        {
            Observations.NoteFailure(e);
            throw;
        }
    }

    // The mark is the better proof, because the participant carries it from the first moment on.
    private bool IsOurs(ParticipantInfo participant)
        => _dial.IsOurs(participant) && (_dial.DialId is not null || Volatile.Read(ref _sid) is not { } sid || participant.Sid == sid);
}
