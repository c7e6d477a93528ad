using LiveKit.Protocol;
using LiveKit.Sip.Requests.Trunks;
using LiveKit.Sip.Rpc;
using LiveKit.Sip.Twirp;

namespace LiveKit.Sip;

public partial class SipClient
{
    /// <summary>Stores a dispatch rule (<c>CreateSIPDispatchRule</c>). Sent again only if it certainly never arrived.</summary>
    /// <param name="rule">The rule: which room a call over which trunks goes to; no id.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The rule with its id.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    /// <exception cref="RequestValidationException">The rule is wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.InvalidArgument"/> if another rule takes the same calls.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the rule may have been stored if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPDispatchRuleInfo> CreateSipDispatchRuleAsync(SIPDispatchRuleInfo rule, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return CreateSipDispatchRuleAsync(new CreateSIPDispatchRuleRequest { DispatchRule = rule }, cancellationToken);
    }

    /// <summary>Stores a dispatch rule by LiveKit's own message (<c>CreateSIPDispatchRule</c>), such as <see cref="RequestJson"/> reads. Sent again only if it certainly never arrived.</summary>
    /// <param name="request">The rule, without an id. The deprecated fields beside it are sent as they are given; LiveKit reads them only where the rule itself is left out.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The rule with its id.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="RequestValidationException">The rule is missing or wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.InvalidArgument"/> if another rule takes the same calls.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the rule may have been stored if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPDispatchRuleInfo> CreateSipDispatchRuleAsync(CreateSIPDispatchRuleRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        DispatchRuleValidator.CheckNew(request);
        return Twirp.CallAsync(SipMethods.CreateSIPDispatchRule, request, cancellationToken);
    }

    /// <summary>Lists dispatch rules to the end, page by page (<c>ListSIPDispatchRule</c>); nothing is sent until it is enumerated.</summary>
    /// <param name="request">
    /// Which dispatch rules, by id or trunk. Its page says where to start and how many to ask for at once, and not how many there will be.
    /// Default: all, 100 at once.
    /// </param>
    /// <param name="cancellationToken">Cancels the enumeration.</param>
    /// <returns>The dispatch rules, each once. Ids that LiveKit does not know are passed over.</returns>
    /// <remarks>
    /// The end is known by an answer that brings nothing new, so a list takes one request more than it has pages; with ids, there is none more than
    /// they need.
    /// The enumeration throws a <see cref="TwirpException"/> when LiveKit answers with an error, and a <see cref="LiveKitTransportException"/>
    /// when no usable answer comes. A list that has not ended after 10,000 pages is given up with a <see cref="LiveKitException"/>.
    /// </remarks>
    public virtual IAsyncEnumerable<SIPDispatchRuleInfo> ListSipDispatchRuleAsync(ListSIPDispatchRuleRequest? request = null, CancellationToken cancellationToken = default)
    {
        var twirp = Twirp;
        var asked = request?.Clone() ?? new ListSIPDispatchRuleRequest();
        return PagedList.ReadAsync<SIPDispatchRuleInfo>(
            asked.DispatchRuleIds,
            asked.Page,
            async (ids, page, cancellation) =>
            {
                var next = asked.Clone();
                next.DispatchRuleIds.Clear();
                next.DispatchRuleIds.Add(ids);
                next.Page = page;
                return (await twirp.CallAsync(SipMethods.ListSIPDispatchRule, next, cancellation).ConfigureAwait(false)).Items;
            },
            static rule => rule.SipDispatchRuleId,
            cancellationToken);
    }

    /// <summary>Gets the dispatch rules with these ids (<c>ListSIPDispatchRule</c>), 100 at once.</summary>
    /// <param name="ruleIds">The ids; the same one may be there more than once.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>As many as there are ids, in their order; <see langword="null"/> where LiveKit has none.</returns>
    /// <exception cref="ArgumentException">The list is null, or an id in it is null or empty; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<IReadOnlyList<SIPDispatchRuleInfo?>> ListSipDispatchRuleByIdAsync(IReadOnlyList<string> ruleIds, CancellationToken cancellationToken = default)
    {
        var twirp = Twirp;
        return ItemsById.FindAsync<SIPDispatchRuleInfo>(
            ruleIds,
            async (ids, cancellation) => (await twirp.CallAsync(SipMethods.ListSIPDispatchRule, new ListSIPDispatchRuleRequest { DispatchRuleIds = { ids } }, cancellation).ConfigureAwait(false)).Items,
            static rule => rule.SipDispatchRuleId,
            cancellationToken);
    }

    /// <summary>Replaces a dispatch rule by another (<c>UpdateSIPDispatchRule</c>, <c>replace</c>): what the replacement leaves out is gone. Repeated when the answer is lost.</summary>
    /// <param name="ruleId">The id of the rule, <c>SDR_…</c>; it stays.</param>
    /// <param name="replacement">The whole rule, by the rules for a new one; its id is empty or the same.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The rule as it is now.</returns>
    /// <exception cref="ArgumentException">The id is null or empty, or the replacement is null.</exception>
    /// <exception cref="RequestValidationException">The replacement is wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if there is no such rule.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the rule may have been replaced if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPDispatchRuleInfo> UpdateSipDispatchRuleAsync(string ruleId, SIPDispatchRuleInfo replacement, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(ruleId);
        ArgumentNullException.ThrowIfNull(replacement);
        DispatchRuleValidator.CheckReplacement(ruleId, replacement);
        var request = new UpdateSIPDispatchRuleRequest { SipDispatchRuleId = ruleId, Replace = replacement };
        return Twirp.CallAsync(SipMethods.UpdateSIPDispatchRule, request, cancellationToken);
    }

    /// <summary>Changes single fields of a dispatch rule (<c>UpdateSIPDispatchRule</c>, <c>update</c>); the others stay. Repeated when the answer is lost.</summary>
    /// <param name="ruleId">The id of the rule, <c>SDR_…</c>.</param>
    /// <param name="update">
    /// The fields to change; empty text clears a field. A list is changed with <see cref="ListUpdate.SetTo"/>, <see cref="ListUpdate.Adding"/>,
    /// <see cref="ListUpdate.Removing"/> or <see cref="ListUpdate.Clearing"/>.
    /// </param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The rule as it is now.</returns>
    /// <exception cref="ArgumentException">The id is null or empty, or the update is null.</exception>
    /// <exception cref="RequestValidationException">The update is wrong; nothing was sent.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if there is no such rule.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the rule may have been changed if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPDispatchRuleInfo> UpdateSipDispatchRuleAsync(string ruleId, SIPDispatchRuleUpdate update, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(ruleId);
        ArgumentNullException.ThrowIfNull(update);
        DispatchRuleValidator.CheckUpdate(ruleId, update);
        var request = new UpdateSIPDispatchRuleRequest { SipDispatchRuleId = ruleId, Update = update };
        return Twirp.CallAsync(SipMethods.UpdateSIPDispatchRule, request, cancellationToken);
    }

    /// <summary>Deletes a dispatch rule (<c>DeleteSIPDispatchRule</c>). Repeated when the answer is lost; a repeat that finds no rule has succeeded.</summary>
    /// <param name="ruleId">Its id, <c>SDR_…</c>.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The rule as it was; only its id when a repeat found it gone.</returns>
    /// <exception cref="ArgumentException">The id is null or empty.</exception>
    /// <exception cref="TwirpException">LiveKit answered with an error: <see cref="TwirpErrorCodes.NotFound"/> if there is no such rule, unless an attempt before may have deleted it.</exception>
    /// <exception cref="LiveKitTransportException">No usable answer came; the rule may have been deleted if the request was sent.</exception>
    /// <exception cref="OperationCanceledException">The request was canceled.</exception>
    public virtual Task<SIPDispatchRuleInfo> DeleteSipDispatchRuleAsync(string ruleId, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(ruleId);
        return Twirp.CallAsync(SipMethods.DeleteSIPDispatchRule, new DeleteSIPDispatchRuleRequest { SipDispatchRuleId = ruleId }, cancellationToken);
    }
}
