using LiveKit.Protocol;
using LiveKit.Sip.Common;
using LiveKit.Sip.Twirp.Protocol;

namespace LiveKit.Sip.Requests;

/// <summary>The clocks of a ringing call, all driven by its ringing time.</summary>
/// <remarks>
/// LiveKit answers a waiting dial only after the DTMF digits have been played, so their time counts: a deadline
/// that leaves it out hangs up on people who have answered.
/// </remarks>
internal static class CallClocks
{
    public static readonly TimeSpan DefaultRinging = TimeSpan.FromSeconds(30);

    /// <summary>LiveKit ends every call 24 hours after it was dialed, so nothing can ring longer.</summary>
    public static readonly TimeSpan LongestRinging = TimeSpan.FromHours(24);

    /// <summary>LiveKit Cloud's documented limit.</summary>
    public static readonly TimeSpan LongestRingingOnCloud = TimeSpan.FromSeconds(80);

    /// <summary>What the server may add to the ringing: joining the room, finding the trunk, media set-up.</summary>
    public static readonly TimeSpan ServerMargin = TimeSpan.FromSeconds(5);

    /// <summary>How much longer than the server this side waits: its clock already runs while it connects, the server's doesn't.</summary>
    public static readonly TimeSpan ClientMargin = TimeSpan.FromSeconds(8);

    /// <summary>How long a phone can ring whose SIP service has died with its timers: carriers give up by then (RFC 3261, timer C).</summary>
    public static readonly TimeSpan CarrierTimeout = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan DtmfDigit = TimeSpan.FromMilliseconds(520);
    private static readonly TimeSpan DtmfPause = TimeSpan.FromMilliseconds(500);

    /// <summary>The ringing time of a message whose clocks are set.</summary>
    public static TimeSpan RingingOf(CreateSIPParticipantRequest request)
        => request.RingingTimeout is { } timeout ? timeout.ToTimeSpan() : DefaultRinging;

    /// <summary>Until when a phone may ring: a SIP service that died takes its timers along, and then only the carrier's timeout ends the ringing.</summary>
    public static DateTimeOffset RingingEnd(DateTimeOffset start, TimeSpan ringing) => start + TimeSpans.Max(ringing, CarrierTimeout);

    public static CallDeadline ForDial(CreateSIPParticipantRequest request)
    {
        // A dial that is not waited for is answered at once, like any other RPC, but the phone rings on behind it:
        // the server's deadline must never be the shorter one.
        var server = RingingOf(request) + DtmfTime(request.Dtmf) + ServerMargin;
        return new CallDeadline(server, request.WaitUntilAnswered ? server + ClientMargin : null);
    }

    public static CallDeadline ForTransfer(TransferSIPParticipantRequest request)
    {
        var ringing = request.RingingTimeout is { } timeout ? timeout.ToTimeSpan() : DefaultRinging;
        var server = ringing + ServerMargin;
        return new CallDeadline(server, server + ClientMargin);
    }

    /// <summary>A participant's time to answer may be longer than what other RPCs have; null where the caller leaves it to LiveKit.</summary>
    public static CallDeadline? ForRpc(PerformRpcRequest request)
    {
        if (request.ResponseTimeoutMs == 0)
        {
            return null;
        }

        var server = TimeSpan.FromMilliseconds(request.ResponseTimeoutMs) + ServerMargin;
        return new CallDeadline(server, server + ClientMargin);
    }

    public static TimeSpan DtmfTime(string digits)
    {
        var time = TimeSpan.Zero;
        foreach (var digit in digits)
        {
            time += digit == 'w' ? DtmfPause : DtmfDigit;
        }

        return time;
    }
}
