using LiveKit.Sip;
using LiveKit.Sip.Testing;

namespace OutboundCall;

/// <summary>Calls with different fates, all at once, on a mock LiveKit inside this program.</summary>
internal static class MockCalls
{
    private static readonly (string Who, string Number, Phone Phone)[] Callees =
    [
        ("Ada answers", "+15005550101", Phone.Answer(Seconds(2))),
        ("A voice menu (press 1, #)", "+15005550102", Phone.Answer(Seconds(1))),
        ("Bob is on the phone", "+15005550103", Phone.Busy(Seconds(0.8))),
        ("Carol declines", "+15005550104", Phone.Decline(Seconds(2.6))),
        ("Dan is out", "+15005550105", Phone.NoAnswer()),
        ("A number that nobody has", "+15005550106", Phone.Reject(404)),
        ("A carrier in trouble", "+15005550107", Phone.Reject(503, ringFor: Seconds(1.5))),
        ("Eve, called by mistake", "+15005550108", Phone.NoAnswer()),
    ];

    public static async Task ShowAsync(CancellationToken cancellationToken)
    {
        await using var server = await MockLiveKitServer.StartAsync(cancellationToken: cancellationToken);
        foreach (var callee in Callees)
        {
            server.Phones[callee.Number] = callee.Phone;
        }

        // One client places all calls at once.
        await using var livekit = new LiveKitClient(server.Url.OriginalString, server.ApiKey, server.ApiSecret);
        Console.WriteLine($"Calling {Callees.Length} phones of a mock LiveKit at {server.Url.OriginalString}");
        var table = new CallTable(Callees.Select(static callee => callee.Who));
        await table.FollowAsync(Task.WhenAll(Callees.Select((callee, row) => CallAsync(livekit.Sip, callee.Number, table.RowOf(row), cancellationToken))));
        table.WriteSummary();
    }

    private static async Task CallAsync(SipClient sip, string number, CallRow row, CancellationToken cancellationToken)
    {
        var request = new DialRequest
        {
            To = number,
            RoomName = "demo",
            Trunk = new InlineTrunk { Hostname = "pstn.example.com", From = "+15005550100" },
            ParticipantName = row.Who,
            RingingTimeout = Seconds(4),
        };
        if (row.Who.StartsWith("A voice menu", StringComparison.Ordinal))
        {
            // Pressed once somebody, or something, has answered; "w" waits half a second.
            request.Dtmf = "ww1w#";
        }

        using var mistake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (row.Who.StartsWith("Eve", StringComparison.Ordinal))
        {
            mistake.CancelAfter(Seconds(3));
        }

        try
        {
            // Every outcome comes back as a result; only canceling throws, once the phone is quiet.
            DialResult result = await sip.TryDialAsync(request, new DialOptions { Progress = row }, mistake.Token);
            row.End(result);
        }
        catch (DialCanceledException e)
        {
            row.End(e);
        }
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
