using LiveKit.Protocol;
using LiveKit.Sip.Testing.Rules;
using LiveKit.Sip.Testing.Twirp;

namespace LiveKit.Sip.Testing;

/// <content>This part stores trunks for tests, without a request.</content>
public sealed partial class MockLiveKitServer
{
    /// <summary>
    /// Stores an outbound trunk, so that a dial can name it (<c>sip_trunk_id</c>): a new server has no trunks, and dials over an unknown one
    /// fail with <c>not_found</c>, <c>requested sip trunk does not exist</c>.
    /// </summary>
    /// <param name="id">The id of the trunk, such as <c>ST_xxxx</c>. Default: <see langword="null"/>, one is made up.</param>
    /// <param name="number">The number that calls come from when a dial names none. Default: <c>+15550100</c>.</param>
    /// <param name="address">The host of the carrier. Names under <c>.invalid</c> do not resolve; the mock connects to none. Default: <c>sip.example.com</c>.</param>
    /// <param name="username">The user name for the carrier. Default: none.</param>
    /// <param name="password">The password for the carrier. Default: none.</param>
    /// <returns>The trunk as stored, with its id in <c>SipTrunkId</c>.</returns>
    /// <exception cref="ArgumentNullException">The number or the address is null.</exception>
    /// <exception cref="ArgumentException">A trunk has this id already, or the server refuses the address.</exception>
    public SIPOutboundTrunkInfo AddTrunk(
        string? id = null,
        string number = "+15550100",
        string address = "sip.example.com",
        string? username = null,
        string? password = null)
    {
        ArgumentNullException.ThrowIfNull(number);
        ArgumentNullException.ThrowIfNull(address);
        return AddTrunk(new SIPOutboundTrunkInfo
        {
            SipTrunkId = id ?? "",
            Numbers = { number },
            Address = address,
            AuthUsername = username ?? "",
            AuthPassword = password ?? "",
        });
    }

    /// <summary>Stores an outbound trunk with any settings. The server checks it as CreateSIPOutboundTrunk does, except that it may have an id.</summary>
    /// <param name="trunk">The trunk. An empty <c>SipTrunkId</c> is made up.</param>
    /// <returns>The trunk as stored.</returns>
    /// <exception cref="ArgumentNullException">The trunk is null.</exception>
    /// <exception cref="ArgumentException">A trunk has this id already, or the server refuses the trunk.</exception>
    public SIPOutboundTrunkInfo AddTrunk(SIPOutboundTrunkInfo trunk)
    {
        ArgumentNullException.ThrowIfNull(trunk);
        try
        {
            TrunkRules.CheckOutbound(trunk);
        }
        catch (TwirpErrorException e)
        {
            throw new ArgumentException($"The server refuses the trunk: {e.Message}.", nameof(trunk), e);
        }

        return _stores.OutboundTrunks.TryAdd(trunk) ?? throw new ArgumentException($"There is a trunk {trunk.SipTrunkId} already.", nameof(trunk));
    }
}
