using LiveKit.Protocol;

namespace LiveKit.Sip.Docs.Tests.Snippets;

/// <summary>The README's snippets. The pages are held against this file, and the tests run it.</summary>
internal static class Readme
{
    public static async Task<CallOutcome> TenLinesAsync()
    {
        await using var livekit = LiveKitClient.FromEnvironment();   // LIVEKIT_URL, LIVEKIT_API_KEY, LIVEKIT_API_SECRET
        var request = new DialRequest
        {
            To = "+15105550123",
            RoomName = "my-sip-room",
            Trunk = new StoredTrunk("ST_xxxx"),
        };
        DialResult result = await livekit.Sip.TryDialAsync(request);
        Console.WriteLine(result.Outcome);   // Answered, Busy, Declined, NoAnswer, …
        return result.Outcome;
    }

    public static async Task<SIPOutboundTrunkInfo> StoreTrunkAsync(LiveKitClient livekit)
    {
        SIPOutboundTrunkInfo trunk = await livekit.Sip.CreateSipOutboundTrunkAsync(new SIPOutboundTrunkInfo
        {
            Name = "My trunk",
            Address = "my.pstn.example.com",
            Numbers = { "+15550100" },
            AuthUsername = "alice",
            AuthPassword = "secret",
        });
        return trunk;
    }

    public static async Task<SipCall> StoredTrunkAsync(LiveKitClient livekit, SIPOutboundTrunkInfo trunk, CancellationToken cancellationToken)
    {
        SipCall call = await livekit.Sip.DialAsync(new DialRequest
        {
            To = "+15105550123",
            RoomName = "my-sip-room",
            Trunk = new StoredTrunk(trunk.SipTrunkId),
            ParticipantIdentity = "sip-test",       // a unique one is made up when absent
            ParticipantName = "Test Caller",
            KrispEnabled = true,
            RingingTimeout = TimeSpan.FromSeconds(30),
        }, cancellationToken);
        return call;
    }

    public static async Task<SipCall> InlineTrunkAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        SipCall call = await livekit.Sip.DialAsync(new DialRequest
        {
            To = "+15105550123",
            RoomName = "my-sip-room",
            Trunk = new InlineTrunk
            {
                Hostname = "my.pstn.example.com",
                From = "+15550100",
                Username = "alice",
                Password = "secret",
                DestinationCountry = "US",
            },
        }, cancellationToken);
        return call;
    }

    public static async Task<string> OutcomesAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        DialResult result = await livekit.Sip.TryDialAsync(request, cancellationToken: cancellationToken);
        string next = result.Outcome switch
        {
            CallOutcome.Answered => "talk",
            CallOutcome.Busy or CallOutcome.NoAnswer => "call again later",
            CallOutcome.Declined or CallOutcome.Blocked => "leave them alone",
            CallOutcome.InvalidDestination => "correct the number",
            CallOutcome.Unknown => "find out first: the phone may have rung",
            _ => $"look into it: {result.Error!.Message}",
        };
        return next;
    }

    public static async Task ExceptionsAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await livekit.Sip.DialAsync(request, cancellationToken);
        }
        catch (CallRejectedException e)
        {
            Console.WriteLine($"{e.Outcome}, SIP {e.SipStatusCode} {e.SipStatus}; again: {e.RetryAdvice}");
        }
        catch (SipCallException e)
        {
            Console.WriteLine(e.Message);   // phone numbers are masked; LiveKitOptions.ShowPhoneNumbers shows them
        }
    }

    public static IReadOnlyList<ValidationProblem> Validation()
    {
        var wrong = new DialRequest { To = "tel:+1 510 555 0123", Trunk = new InlineTrunk { Hostname = "sip:example.com" } };
        foreach (ValidationProblem problem in wrong.Validate())
        {
            Console.WriteLine($"{problem.Field} {problem.Message}");
        }

        return wrong.Validate();
    }

    public static DialRequest CallerId()
    {
        var request = new DialRequest
        {
            To = "+15105550123",
            RoomName = "my-sip-room",
            Trunk = new StoredTrunk("ST_xxxx") { From = "+15550100" },
            DisplayName = "Dr. \"Bob\" Müller",   // plain text: it is escaped on the wire
        };
        return request;
    }

    public static void Keys(DialRequest request)
    {
        request.Dtmf = "*123#ww456";
    }

    public static void Dialtone(DialRequest request)
    {
        request.PlayDialtone = true;
    }

    public static async Task ProgressAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        var options = new DialOptions { Progress = new Progress<CallStatus>(status => Console.WriteLine(status)) };
        await livekit.Sip.TryDialAsync(request, options, cancellationToken);   // Dialing, Ringing, …
    }

    public static async Task<SipCall> StartAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        SipCall ringing = await livekit.Sip.StartDialAsync(request, cancellationToken: cancellationToken);
        Console.WriteLine(await ringing.GetStatusAsync(cancellationToken));
        await ringing.WaitForAnswerAsync(cancellationToken);   // throws what DialAsync would have thrown
        return ringing;
    }

    public static async Task HangUpAsync(SipCall call, CancellationToken cancellationToken)
    {
        await call.HangUpAsync(cancellationToken);   // twice, or after the end, is fine
    }

    public static async Task CancelAsync(LiveKitClient livekit, DialRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await livekit.Sip.DialAsync(request, cancellationToken);
        }
        catch (DialCanceledException e)
        {
            Console.WriteLine(e.CleanUp);   // Removed: the phone is quiet
        }
    }

    public static async Task<SIPParticipantInfo> LetGoAsync(LiveKitClient livekit, CancellationToken cancellationToken)
    {
        SIPParticipantInfo info = await livekit.Sip.CreateSipParticipantAsync(new CreateSIPParticipantRequest
        {
            SipTrunkId = "ST_xxxx",
            SipCallTo = "+15105550123",
            RoomName = "my-sip-room",
            WaitUntilAnswered = false,
        }, cancellationToken: cancellationToken);
        return info;
    }

    public static DialRequest RequestFile()
    {
        DialRequest request = DialRequest.FromJsonFile("sip-participant.json");   // what `lk sip participant create` takes
        return request;
    }
}
