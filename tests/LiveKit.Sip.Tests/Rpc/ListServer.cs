using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Rpc.Wire;

namespace LiveKit.Sip.Tests.Rpc;

/// <summary>A server with many outbound trunks, and its ways of listing them.</summary>
internal static class ListServer
{
    public delegate IEnumerable<SIPOutboundTrunkInfo> Listing(ListSIPOutboundTrunkRequest request, IReadOnlyList<SIPOutboundTrunkInfo> stored);

    /// <summary>LiveKit Cloud's: what comes after an id, so many at once.</summary>
    public static IEnumerable<SIPOutboundTrunkInfo> InPages(ListSIPOutboundTrunkRequest request, IReadOnlyList<SIPOutboundTrunkInfo> stored)
        => stored
            .Where(trunk => string.CompareOrdinal(trunk.SipTrunkId, request.Page?.AfterId ?? "") > 0)
            .Take(request.Page is { Limit: > 0 } page ? page.Limit : int.MaxValue);

    /// <summary>The open-source server's: everything, whatever the page.</summary>
    public static IEnumerable<SIPOutboundTrunkInfo> AllAtOnce(ListSIPOutboundTrunkRequest request, IReadOnlyList<SIPOutboundTrunkInfo> stored)
    {
        _ = request;
        return stored;
    }

    /// <summary>A server's that sends no fewer than three at once.</summary>
    public static IEnumerable<SIPOutboundTrunkInfo> InPagesOfAtLeastThree(ListSIPOutboundTrunkRequest request, IReadOnlyList<SIPOutboundTrunkInfo> stored)
    {
        var larger = request.Clone();
        larger.Page.Limit = Math.Max(3, request.Page.Limit);
        return InPages(larger, stored);
    }

    /// <summary>What is asked for by id, an empty place where there is none, and no more than a page.</summary>
    public static IEnumerable<SIPOutboundTrunkInfo> ByIdsWithEmptyPlaces(ListSIPOutboundTrunkRequest request, IReadOnlyList<SIPOutboundTrunkInfo> stored)
        => request.TrunkIds
            .Select(id => stored.FirstOrDefault(trunk => trunk.SipTrunkId == id) ?? new SIPOutboundTrunkInfo())
            .Take(request.Page is { Limit: > 0 } page ? page.Limit : 100);

    /// <summary>Nobody's, one may hope: so many at once, but always the first.</summary>
    public static IEnumerable<SIPOutboundTrunkInfo> AlwaysTheFirst(ListSIPOutboundTrunkRequest request, IReadOnlyList<SIPOutboundTrunkInfo> stored)
        => stored.Take(request.Page.Limit);

    public static RpcServer Start(int count, Listing listing)
    {
        var stored = Enumerable.Range(1, count).Select(static number => new SIPOutboundTrunkInfo { SipTrunkId = IdOf(number) }).ToList();
        return Start(stored, listing);
    }

    public static RpcServer Start(IReadOnlyList<SIPOutboundTrunkInfo> stored, Listing listing)
        => RpcServer.Start(call => new ListSIPOutboundTrunkResponse { Items = { listing(RequestOf(call), stored) } });

    public static string IdOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"ST_{number:000}");

    public static ListSIPOutboundTrunkRequest RequestOf(ReceivedCall call) => ListSIPOutboundTrunkRequest.Parser.ParseFrom(call.Body);
}
