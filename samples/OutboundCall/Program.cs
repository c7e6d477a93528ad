using LiveKit.Sip;
using OutboundCall;

// Without arguments: calls with different fates on a mock LiveKit inside this program, which calls nobody.
// With a number, and LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET set: a call to a real phone.
using var ctrlC = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The program goes on until the phone is quiet.
    pressed.Cancel = true;
    ctrlC.Cancel();
};

var options = LiveKitOptions.FromEnvironment();
switch (args)
{
    case [] when options.Url is null:
        await MockCalls.ShowAsync(ctrlC.Token);
        return 0;
    case [var number] when options.Url is not null:
        return await CallAsync(number, trunkId: null);
    case [var number, var trunk] when options.Url is not null:
        return await CallAsync(number, trunk);
    default:
        Console.Error.WriteLine("To call a phone, set LIVEKIT_URL, LIVEKIT_API_KEY and LIVEKIT_API_SECRET, and give its number: OutboundCall NUMBER [TRUNK_ID]");
        Console.Error.WriteLine("To see calls on a mock LiveKit, leave LIVEKIT_URL unset and give nothing: OutboundCall");
        return 2;
}

async Task<int> CallAsync(string number, string? trunkId)
{
    try
    {
        await using var livekit = new LiveKitClient(options);
        var request = new DialRequest
        {
            To = number,
            RoomName = "outbound-call",
            Trunk = new StoredTrunk(trunkId ?? await OnlyTrunkAsync(livekit)),
        };
        var dial = new DialOptions { Progress = new Progress<CallStatus>(status => Console.WriteLine(status)) };
        DialResult result = await livekit.Sip.TryDialAsync(request, dial, ctrlC.Token);
        if (result.Call is not { } call)
        {
            Console.WriteLine($"{result.Outcome}: {result.Error!.Message}");
            return 1;
        }

        Console.WriteLine($"Answered: {call.ParticipantIdentity} is in the room {call.RoomName}, and Ctrl+C hangs up.");
        await TalkAsync(call);
        return 0;
    }
    catch (DialCanceledException e)
    {
        Console.WriteLine($"Canceled; what became of the phone: {e.CleanUp}");
        return 1;
    }
    catch (Exception e) when (e is LiveKitException or ArgumentException or InvalidOperationException)
    {
        Console.Error.WriteLine(e.Message);
        return 2;
    }
}

// A project with a single trunk needs not name it.
async Task<string> OnlyTrunkAsync(LiveKitClient livekit)
{
    var trunks = await livekit.Sip.ListSipOutboundTrunkAsync(cancellationToken: ctrlC.Token).ToListAsync(ctrlC.Token);
    return trunks is [var only]
        ? only.SipTrunkId
        : throw new InvalidOperationException($"There are {trunks.Count} outbound trunks; name one: {string.Join(", ", trunks.Select(trunk => trunk.SipTrunkId))}");
}

async Task TalkAsync(SipCall call)
{
    try
    {
        var end = await call.WaitForEndAsync(ctrlC.Token);
        Console.WriteLine($"The call has ended: {end.Cause}");
    }
    catch (OperationCanceledException)
    {
        await call.HangUpAsync();
        Console.WriteLine("Hung up.");
    }
}
