using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.Stores;

namespace LiveKit.Sip.Testing.Rpc;

/// <summary>The operations on stored trunks, which are the same for inbound and outbound trunks except for their rules.</summary>
/// <typeparam name="TTrunk">The kind of trunks.</typeparam>
internal sealed class TrunkOperations<TTrunk>
    where TTrunk : class, IMessage<TTrunk>, new()
{
    private readonly SipStore<TTrunk> _trunks;
    private readonly Action<TTrunk> _check;

    /// <summary>Creates the operations on one kind of trunks.</summary>
    /// <param name="trunks">The store of the trunks.</param>
    /// <param name="check">Throws when a trunk breaks a rule of the server.</param>
    public TrunkOperations(SipStore<TTrunk> trunks, Action<TTrunk> check)
    {
        _trunks = trunks;
        _check = check;
    }

    public TTrunk Create([NotNull] TTrunk? trunk)
    {
        InvalidArgument.ThrowIf(trunk is null, "missing trunk");
        InvalidArgument.ThrowIf(SipStore<TTrunk>.IdOf(trunk).Length > 0, "trunk id must not be set");
        _check(trunk);
        return _trunks.Add(trunk);
    }

    public TTrunk Update(string id, TTrunk? replacement, IMessage? fields) => SipUpdates.Apply(_trunks, "trunk", id, replacement, fields, _check);

    public TTrunk Get(string id)
    {
        InvalidArgument.ThrowIf(id.Length == 0, "trunk ID is required");
        return _trunks.Get(id);
    }

    public IReadOnlyList<TTrunk> List(IReadOnlyCollection<string> ids, Pagination? page, Func<TTrunk, bool> filter) => _trunks.List(ids, page, filter);
}
