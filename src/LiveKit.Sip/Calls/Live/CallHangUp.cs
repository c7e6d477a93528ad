using LiveKit.Protocol;
using LiveKit.Sip.Calls.Validation;
using LiveKit.Sip.Diagnostics;
using LiveKit.Sip.Rooms;
using LiveKit.Sip.Transport;

namespace LiveKit.Sip.Calls.Live;

/// <summary>Hangs one call up, in the way that was asked for or, where that does not work, in the way that always does.</summary>
internal sealed class CallHangUp
{
    private readonly RoomClient _rooms;
    private readonly CallParty _party;
    private readonly CallTracker _call;
    private readonly long _startedAt;

    public CallHangUp(RoomClient rooms, CallTracker call)
    {
        _rooms = rooms;
        _party = call.Party;
        _call = call;
        _startedAt = Time.GetTimestamp();
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
        if (options.Headers.Count > 0)
        {
            await EndWithHeadersAsync(options.Headers, cancellationToken).ConfigureAwait(false);
        }

        if (options.DeleteRoom)
        {
            await new RoomEnding(_rooms, _call).RunAsync(cancellationToken).ConfigureAwait(false);
        }
        else if (options.Headers.Count == 0)
        {
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }

        // A participant who is not known may yet join.
        if (_party.IsKnown)
        {
            _call.End();
        }
    }

    private async Task EndWithHeadersAsync(IDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (await _party.FindAsync(cancellationToken).ConfigureAwait(false) is not { } participant)
        {
            return;
        }

        var reason = SipAttributes.IsAnswered(participant)
            ? await new EndCall(_rooms, _call).RunAsync(headers, _startedAt, cancellationToken).ConfigureAwait(false)
            : "the call was not answered yet";
        if (reason is not null)
        {
            Log.HungUpWithoutHeaders(_rooms.LiveCalls.Logger, reason);
            await RemoveAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        if (await IsThereAsync(cancellationToken).ConfigureAwait(false))
        {
            await _call.HangUpAsync(
                HangUpWays.RemoveParticipant,
                () => _rooms.RemoveParticipantAsync(_party.RoomName, _party.Identity, new RemovalTrace(IsThereAsync), cancellationToken)).ConfigureAwait(false);
        }
    }

    private async ValueTask<bool> IsThereAsync(CancellationToken cancellationToken) => await _party.FindAsync(cancellationToken).ConfigureAwait(false) is not null;
}
