using LiveKit.Sip.Docs.Tests.Snippets;
using LiveKit.Sip.Testing;
using LiveKit.Sip.Tests.Shared;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LiveKit.Sip.Docs.Tests;

/// <summary>The snippets do what the pages say, on the mock.</summary>
public sealed class RunSnippetTests : OnTheMock
{
    [Fact]
    public async Task StoredTrunk_Dialled_IsAnswered()
    {
        var call = await Readme.StoredTrunkAsync(Client, await Readme.StoreTrunkAsync(Client), Token);

        Assert.Equal("sip-test", call.ParticipantIdentity);
        Assert.Equal("+15550100", Assert.Single(Server.Dials).TrunkNumber);
    }

    [Fact]
    public async Task InlineTrunk_DialledAndHungUp_Ends()
    {
        var call = await Readme.InlineTrunkAsync(Client, Token);
        await Readme.HangUpAsync(call, Token);
        await Readme.HangUpAsync(call, Token);

        Assert.Equal(DialEndReason.ParticipantRemoved, Assert.Single(Server.Dials).End!.Reason);
    }

    [Theory]
    [InlineData(486, "call again later")]
    [InlineData(603, "leave them alone")]
    [InlineData(404, "correct the number")]
    public async Task Outcomes_OfARejectedCall_SayWhatToDoNext(int status, string next)
    {
        Server.Phones[Callee] = Phone.Reject(status);

        Assert.Equal(next, await Readme.OutcomesAsync(Client, Inline(), Token));
        await Readme.ExceptionsAsync(Client, Inline(), Token);
    }

    [Fact]
    public void Validation_OfAWrongRequest_NamesEverything()
        => Assert.Equal(["To", "Trunk.Hostname", "Trunk.From", "RoomName"], Readme.Validation().Select(static problem => problem.Field));

    [Fact]
    public async Task CallerId_DtmfAndDialtone_ReachTheWire()
    {
        var request = Inline();
        request.DisplayName = Readme.CallerId().DisplayName;
        Readme.Dialtone(request);
        await Client.Sip.DialAsync(request, Token);
        Readme.Keys(request);

        var sent = Assert.Single(Server.Dials).Request;
        Assert.Equal("""Dr. \"Bob\" Müller""", sent.DisplayName);
        Assert.True(sent.PlayDialtone);
        Assert.Equal("*123#ww456", request.ToProto().Dtmf);
        Assert.Equal("+15550100", Readme.CallerId().ToProto().SipNumber);
    }

    [Fact]
    public async Task Ringing_StartedOrWatched_EndsInTheAnswer()
    {
        await Readme.ProgressAsync(Client, Inline(), Token);
        var call = await Readme.StartAsync(Client, Inline(), Token);

        Assert.Equal(CallStatus.Active, await call.GetStatusAsync(Token));
    }

    [Fact]
    public async Task Cancel_WhileRinging_MakesThePhoneQuiet()
    {
        Server.Phones[Callee] = Phone.NoAnswer();
        using var cancel = new CancellationTokenSource();

        var dialling = Readme.CancelAsync(Client, Inline(), cancel.Token);
        var dial = await Server.WaitForDialAsync(Token);
        await dial.WaitForAsync(DialStep.Ringing, Token);
        await cancel.CancelAsync();

        await dialling;
        Assert.Equal(DialEndReason.ParticipantRemoved, dial.End!.Reason);
    }

    [Fact]
    public async Task LetGo_OverAnUnknownTrunk_IsRefused()
        => Assert.Equal(CallOutcome.TrunkNotFound, (await Assert.ThrowsAsync<SipTrunkException>(() => Readme.LetGoAsync(Client, Token))).Outcome);

    [Fact]
    public void RequestFile_OfTheCli_IsRead()
    {
        Directory.SetCurrentDirectory(AppContext.BaseDirectory);

        Assert.Equal(TimeSpan.FromSeconds(20), Readme.RequestFile().RingingTimeout);
    }

    [Fact]
    public async Task Testing_WithTheMock_SeesTheOutcome() => Assert.Equal(CallOutcome.Busy, await Snippets.Testing.MockAsync(Inline()));

    [Fact]
    public async Task Section_OfAHost_SetsTheClientUp()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["LiveKit:Url"] = Server.Url.ToString(),
            ["LiveKit:ApiKey"] = Server.ApiKey,
            ["LiveKit:ApiSecret"] = Server.ApiSecret,
            ["LiveKit:europe:Url"] = "wss://europe.example.com",
            ["LiveKit:europe:Token"] = "a.b.c",
        }).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddSingleton<Hosting.ReminderCalls>();
        Hosting.Section(services);
        await using var provider = services.BuildServiceProvider();

        var result = await provider.GetRequiredService<Hosting.ReminderCalls>().CallAsync(Inline(), Token);

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.NotSame(provider.GetRequiredService<SipClient>(), provider.GetRequiredKeyedService<SipClient>("europe"));
    }

    [Fact]
    public async Task Code_OfAHost_SetsTheClientUp()
    {
        var services = new ServiceCollection();
        Hosting.Code(services, "secret");
        await using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<LiveKitClient>());
    }

    [Fact]
    public async Task Unknown_WhenTheRequestGetsLost_SaysUntilWhenThePhoneMayRing()
    {
        Server.Faults.Next(MockFault.Drop(), "CreateSIPParticipant");
        var clock = new ManualTimeProvider(TimeProvider.System.GetUtcNow());
        clock.Follow(Server.Url, () => WaitingRequests.Of(Server));
        await using var client = new LiveKitClient(new LiveKitOptions
        {
            Url = Server.Url.ToString(),
            ApiKey = Server.ApiKey,
            ApiSecret = Server.ApiSecret,
            TimeProvider = clock,
        });

        // The client looks for its call in the room for a while; no pause between two looks is longer.
        var dialing = Failures.UnknownAsync(client, Inline(), Token);
        await clock.PassPausesAsync(dialing, TimeSpan.FromSeconds(2.5), Token);

        Assert.NotNull(await dialing);
    }

    [Fact]
    public async Task Reference_KeptBeforeDialing_FindsTheCallAgain()
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{Guid.NewGuid():N}.json");
        var copy = file + ".copy";
        Server.Faults.Script = request =>
        {
            if (request.Method == "CreateSIPParticipant")
            {
                File.Copy(file, copy);
            }

            return null;
        };
        var result = await Failures.KeepReferenceAsync(Client, Inline(), file, Token);

        Assert.Equal(CallOutcome.Answered, result.Outcome);
        Assert.False(File.Exists(file));
        Assert.Equal(DialState.Answered, await Failures.ResolveAsync(Client, copy, Token));
        Assert.Equal(DialEndReason.ParticipantRemoved, Assert.Single(Server.Dials).End!.Reason);
        File.Delete(copy);
    }

    [Fact]
    public async Task Testing_WithAFault_SeesTheCallGoOn()
    {
        Assert.Equal(CallOutcome.Answered, await Snippets.Testing.FaultAsync(Server, Client, Inline()));
        Assert.Single(Server.Dials);
    }

    [Fact]
    public async Task TenLines_WithoutAServerConfigured_NameWhatIsMissing()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable("LIVEKIT_URL") is not null, "a real server is configured, which tests leave alone");

        var error = await Assert.ThrowsAsync<ArgumentException>(Readme.TenLinesAsync);

        Assert.Contains("LIVEKIT_URL", error.Message, StringComparison.Ordinal);
    }
}
