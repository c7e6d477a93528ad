using LiveKit.Protocol;
using LiveKit.Sip.Requests.Trunks;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip;

public partial class SipClient
{
    /// <summary>Stores an outbound trunk (<c>CreateSIPOutboundTrunk</c>). Sent again only if it certainly never arrived.</summary>
    /// <param name="trunk">The trunk: an address and at least one number; no id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The trunk with its id; an open-source server sends the password back.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="trunk"/> is null.</exception>
    /// <exception cref="RequestValidationException">The trunk is wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the trunk may have been stored if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPOutboundTrunkInfo> CreateSipOutboundTrunkAsync(SIPOutboundTrunkInfo trunk, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        return CreateSipOutboundTrunkAsync(new CreateSIPOutboundTrunkRequest { Trunk = trunk }, cancellationToken);
    }

    /// <summary>Stores an outbound trunk by LiveKit's own message (<c>CreateSIPOutboundTrunk</c>), such as <see cref="RequestJson"/> reads. Sent again only if it certainly never arrived.</summary>
    /// <param name="request">The trunk: an address and at least one number; no id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The trunk with its id; an open-source server sends the password back.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The trunk is missing or wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the trunk may have been stored if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPOutboundTrunkInfo> CreateSipOutboundTrunkAsync(CreateSIPOutboundTrunkRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        StoredTrunkValidator.CheckNew(request.Trunk);
        return Twirp.CallAsync(SipMethods.CreateSIPOutboundTrunk, request, cancellationToken);
    }

    /// <summary>Stores an outbound trunk in its short form (<c>CreateSIPOutboundTrunk</c>). Sent again only if it certainly never arrived.</summary>
    /// <param name="name">What people call it; may be empty.</param>
    /// <param name="address">The carrier's host name or IP address, with an optional port; no <c>sip:</c>.</param>
    /// <param name="numbers">The numbers to call from, at least one; <c>*</c> stands for any.</param>
    /// <param name="username">The user name that the carrier asks for; goes together with <paramref name="password"/>. Default: none.</param>
    /// <param name="password">The password that the carrier asks for; goes together with <paramref name="username"/>. Default: none.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The trunk with its id; an open-source server sends the password back.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/>, <paramref name="address"/> or <paramref name="numbers"/> is null.</exception>
    /// <exception cref="RequestValidationException">The trunk is wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the trunk may have been stored if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPOutboundTrunkInfo> CreateSipOutboundTrunkAsync(
        string name,
        string address,
        IEnumerable<string> numbers,
        string? username = null,
        string? password = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(numbers);
        var trunk = new SIPOutboundTrunkInfo { Name = name, Address = address, AuthUsername = username ?? "", AuthPassword = password ?? "" };
        trunk.Numbers.AddRange(numbers);
        return CreateSipOutboundTrunkAsync(trunk, cancellationToken);
    }

    /// <summary>Gets an outbound trunk (<c>GetSIPOutboundTrunk</c>).</summary>
    /// <param name="trunkId">Its id, <c>ST_…</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The trunk; an open-source server sends the password back.</returns>
    /// <exception cref="ArgumentException">The id is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if there is no such trunk.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual async Task<SIPOutboundTrunkInfo> GetSipOutboundTrunkAsync(string trunkId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(trunkId);
        var request = new GetSIPOutboundTrunkRequest { SipTrunkId = trunkId };
        var call = new TwirpRequest();
        var response = await Twirp.CallAsync(SipMethods.GetSIPOutboundTrunk, request, call, cancellationToken).ConfigureAwait(false);
        return response.Trunk ?? throw NoTrunkInAnswer(SipMethods.GetSIPOutboundTrunk, call);
    }

    /// <summary>Lists outbound trunks to the end, page by page (<c>ListSIPOutboundTrunk</c>); nothing is sent until it is enumerated.</summary>
    /// <param name="request">
    /// Which outbound trunks, by id or number. Its page says where to start and how many to ask for at once, and not how many there will be.
    /// Default: all, 100 at once.
    /// </param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The outbound trunks, each once; an open-source server sends their passwords back. Ids that LiveKit does not know are passed over.</returns>
    /// <remarks>
    /// The end is known by an answer that brings nothing new, so a list takes one request more than it has pages; with ids, there is none more than
    /// they need.
    /// The enumeration throws a <see cref="TwirpException"/> when LiveKit answers with an error, and a <see cref="LiveKitTransportException"/>
    /// when no usable answer comes. A list that has not ended after 10,000 pages is given up with a <see cref="LiveKitException"/>.
    /// </remarks>
    public virtual IAsyncEnumerable<SIPOutboundTrunkInfo> ListSipOutboundTrunkAsync(ListSIPOutboundTrunkRequest? request = null, CancellationToken cancellationToken = default)
    {
        var twirp = Twirp;
        var asked = request?.Clone() ?? new ListSIPOutboundTrunkRequest();
        return PagedList.ReadAsync<SIPOutboundTrunkInfo>(
            asked.TrunkIds,
            asked.Page,
            async (ids, page, cancellation) =>
            {
                var next = asked.Clone();
                next.TrunkIds.Clear();
                next.TrunkIds.Add(ids);
                next.Page = page;
                return (await twirp.CallAsync(SipMethods.ListSIPOutboundTrunk, next, cancellation).ConfigureAwait(false)).Items;
            },
            static trunk => trunk.SipTrunkId,
            cancellationToken);
    }

    /// <summary>Gets the outbound trunks with these ids (<c>ListSIPOutboundTrunk</c>), 100 at once.</summary>
    /// <param name="trunkIds">The ids; the same one may be there more than once.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>As many as there are ids, in their order; <see langword="null"/> where LiveKit has none.</returns>
    /// <exception cref="ArgumentException">The list is null, or an id in it is null or empty; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<IReadOnlyList<SIPOutboundTrunkInfo?>> ListSipOutboundTrunkByIdAsync(IReadOnlyList<string> trunkIds, CancellationToken cancellationToken = default)
    {
        var twirp = Twirp;
        return ItemsById.FindAsync<SIPOutboundTrunkInfo>(
            trunkIds,
            async (ids, cancellation) => (await twirp.CallAsync(SipMethods.ListSIPOutboundTrunk, new ListSIPOutboundTrunkRequest { TrunkIds = { ids } }, cancellation).ConfigureAwait(false)).Items,
            static trunk => trunk.SipTrunkId,
            cancellationToken);
    }

    /// <summary>Replaces an outbound trunk by another (<c>UpdateSIPOutboundTrunk</c>, <c>replace</c>): what the replacement leaves out is gone. Repeated when the answer is lost.</summary>
    /// <param name="trunkId">The id of the trunk, <c>ST_…</c>; it stays.</param>
    /// <param name="replacement">The whole trunk, by the rules for a new one; its id is empty or the same.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The trunk as it is now; an open-source server sends the password back.</returns>
    /// <exception cref="ArgumentException">The id is null or empty, or the replacement is null.</exception>
    /// <exception cref="RequestValidationException">The replacement is wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if there is no such trunk.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the trunk may have been replaced if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPOutboundTrunkInfo> UpdateSipOutboundTrunkAsync(string trunkId, SIPOutboundTrunkInfo replacement, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(trunkId);
        ArgumentNullException.ThrowIfNull(replacement);
        StoredTrunkValidator.CheckReplacement(trunkId, replacement);
        var request = new UpdateSIPOutboundTrunkRequest { SipTrunkId = trunkId, Replace = replacement };
        return Twirp.CallAsync(SipMethods.UpdateSIPOutboundTrunk, request, cancellationToken);
    }

    /// <summary>Changes single fields of an outbound trunk (<c>UpdateSIPOutboundTrunk</c>, <c>update</c>); the others stay. Repeated when the answer is lost.</summary>
    /// <param name="trunkId">The id of the trunk, <c>ST_…</c>.</param>
    /// <param name="update">
    /// The fields to change; empty text clears a field. A list is changed with <see cref="ListUpdate.SetTo"/>, <see cref="ListUpdate.Adding"/>,
    /// <see cref="ListUpdate.Removing"/> or <see cref="ListUpdate.Clearing"/>.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The trunk as it is now; an open-source server sends the password back.</returns>
    /// <exception cref="ArgumentException">The id is null or empty, or the update is null.</exception>
    /// <exception cref="RequestValidationException">The update is wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if there is no such trunk.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the trunk may have been changed if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPOutboundTrunkInfo> UpdateSipOutboundTrunkAsync(string trunkId, SIPOutboundTrunkUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(trunkId);
        ArgumentNullException.ThrowIfNull(update);
        StoredTrunkValidator.CheckUpdate(trunkId, update);
        var request = new UpdateSIPOutboundTrunkRequest { SipTrunkId = trunkId, Update = update };
        return Twirp.CallAsync(SipMethods.UpdateSIPOutboundTrunk, request, cancellationToken);
    }
}
