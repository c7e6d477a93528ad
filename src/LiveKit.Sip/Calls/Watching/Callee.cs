using LiveKit.Protocol;
using LiveKit.Sip.Calls.Context;
using LiveKit.Sip.Messages;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Calls.Watching;

/// <summary>The callee's participant: where to look for it, and how to tell it from another with the same identity.</summary>
internal sealed class Callee
{
    private readonly CallContext _context;
    private string? _sid;

    public Callee(CallContext context, SIPParticipantInfo info)
    {
        _context = context;
        _sid = ProtoStrings.OrNull(info.ParticipantId);
        RoomName = info.RoomName;
        Identity = info.ParticipantIdentity;
    }

    public string RoomName { get; }

    public string Identity { get; }

    /// <summary>Whether the participant's id is known, so that the participant has joined.</summary>
    public bool IsKnown => Volatile.Read(ref _sid) is not null;

    /// <summary>The callee, if in the room. Where no id is known, whoever is found first is taken for the callee, and from then on only that participant.</summary>
    public Task<ParticipantInfo?> FindAsync(CancellationToken cancellationToken) => FindAsync(new TwirpRequest(), cancellationToken);

    /// <inheritdoc cref="FindAsync(CancellationToken)" />
    public async Task<ParticipantInfo?> FindAsync(TwirpRequest request, CancellationToken cancellationToken)
        => await LookAsync(request, cancellationToken).ConfigureAwait(false) is { } participant && IsCallee(participant) ? participant : null;

    /// <summary>Whoever has the identity now.</summary>
    public Task<ParticipantInfo?> LookAsync(TwirpRequest request, CancellationToken cancellationToken)
        => _context.Participants.FindAsync(RoomName, Identity, request, cancellationToken);

    public bool IsKnownAs(string sid) => Volatile.Read(ref _sid) == sid;

    public bool IsCallee(ParticipantInfo participant)
    {
        if (participant.Sid.Length == 0)
        {
            return !IsKnown;
        }

        var known = Interlocked.CompareExchange(ref _sid, participant.Sid, comparand: null);
        return known is null || known == participant.Sid;
    }
}
