using LiveKit.Protocol;
using LiveKit.Sip.Calls.Validation;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rooms;
using LiveKit.Sip.Transport;

namespace LiveKit.Sip.Calls.Live;

/// <summary>Hangs one call up, in the way that was asked for or, where that does not work, in the way that always does.</summary>
internal sealed class CallHangUp
{
    /// <summary>How long a BYE with headers may take to end the call: <c>lk.sip.EndCall</c> is never answered, and a caller is back within a second.</summary>
    private static readonly TimeSpan EndCallPatience = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(30);

    private readonly RoomClient _rooms;
    private readonly CallParty _party;
    private readonly CallTracker _call;

    public CallHangUp(RoomClient rooms, CallTracker call)
    {
        _rooms = rooms;
        _party = call.Party;
        _call = call;
    }

    private TimeProvider Time => _rooms.LiveCalls.Time;

    /// <exception cref="RequestValidationException">A header is wrong.</exception>
    public static void Check(HangUpOptions options)
    {
        var problems = new ProblemList(static _ => nameof(HangUpOptions.Headers));
        HeaderValidator.Check("headers", options.Headers, problems);
        problems.ThrowIfAny();
    }

    public async Task RunAsync(HangUpOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await HangUpAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (TwirpException)
        {
            // LiveKit did not do it, so whatever ends the call later is not this.
            _call.Mark(static story => story.HungUpHere = false);
            throw;
        }

        _call.End();
    }

    private async Task HangUpAsync(HangUpOptions options, CancellationToken cancellationToken)
    {
        if (options.Headers.Count > 0)
        {
            await EndWithHeadersAsync(options.Headers, cancellationToken).ConfigureAwait(false);
        }

        if (options.DeleteRoom)
        {
            Mark();
            await UnlessGoneAsync(_rooms.DeleteRoomAsync(_party.RoomName, cancellationToken)).ConfigureAwait(false);
        }
        else if (options.Headers.Count == 0)
        {
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task EndWithHeadersAsync(IDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (await _party.FindAsync(cancellationToken).ConfigureAwait(false) is not { } participant)
        {
            return;
        }

        Mark();
        var reason = SipAttributes.IsAnswered(participant)
            ? await EndCallAsync(headers, cancellationToken).ConfigureAwait(false)
            : "the call was not answered yet";
        if (reason is not null)
        {
            Log.HungUpWithoutHeaders(_rooms.LiveCalls.Logger, reason);
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <returns>Why it didn't end the call; null if it did.</returns>
    private async Task<string?> EndCallAsync(IDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(EndCallPatience, Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var answer = _rooms.PerformRpcAsync(_party.RoomName, _party.Identity, SipRpc.EndCall, SipRpc.EndCallPayload(headers), EndCallPatience, either.Token);
        try
        {
            while (true)
            {
                await Task.WhenAny(answer, Task.Delay(BetweenLooks, Time, either.Token)).ConfigureAwait(false);

                // An answer before the end says that nothing came of it, or came together with the end.
                var isAnswered = answer.IsFaulted;
                if (await _party.FindAsync(either.Token).ConfigureAwait(false) is not { } participant || SipAttributes.StatusOf(participant) == CallStatus.Hangup)
                {
                    return null;
                }

                if (isAnswered)
                {
                    return FailureReader.NameOf(answer.Exception!.InnerException!);
                }

                either.Token.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "the call did not end in time";
        }
        finally
        {
            // Nobody waits for the answer of a participant who has left.
            await either.CancelAsync().ConfigureAwait(false);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (!await IsThereAsync(cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        Mark();
        await UnlessGoneAsync(_rooms.RemoveParticipantAsync(_party.RoomName, _party.Identity, new RemovalTrace(IsThereAsync), cancellationToken)).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken) => await _party.FindAsync(cancellationToken).ConfigureAwait(false) is not null;

    private void Mark() => _call.Mark(static story => story.HungUpHere = true);

    private static async Task UnlessGoneAsync(Task ending)
    {
        try
        {
            await ending.ConfigureAwait(false);
        }
        catch (TwirpException e) when (e.Code == TwirpErrorCodes.NotFound)
        {
            // Gone in the meantime, which is what was asked for.
        }
    }
}
