using System.Text.Json;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Rpc.Wire;

namespace LiveKit.Sip.Tests.Requests.Rules;

/// <summary>A callee, a caller and a trunk's numbers keep to one rule, and a refusal shows which character breaks it and nothing else of the number.</summary>
public sealed class NumberRuleTests
{
    public static TheoryData<string> Cases()
    {
        using var cases = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "cases", "numbers.json")));
        return [.. cases.RootElement.EnumerateArray().Select(static entry => entry.GetProperty("to").GetString()!)];
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Number_OfTheCases_IsRefusedEverywhere(string number)
    {
        foreach (var message in await RefusalsOf(number))
        {
            Assert.DoesNotContain(number, message, StringComparison.Ordinal);
            Assert.Contains(number == "+" ? "digit" : "U+", message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\u202d+15005550001\u202c", "an invisible character (U+202D) at position 1", "copied")]
    [InlineData("＋１５００５５５０００１", "\"＋\" (U+FF0B) at position 1", "ASCII")]
    [InlineData("{{phone}}", "\"{\" (U+007B) at position 1", "ASCII")]
    [InlineData("callto:+15005550001", "\":\" (U+003A) at position 7", "scheme")]
    [InlineData("sip:alice", "\":\" (U+003A) at position 4", "scheme")]
    [InlineData("+1500%2B5550001", "\"%\" (U+0025) at position 6", "the sign itself")]
    [InlineData("+15005550001,,3", "\",\" (U+002C) at position 13", "Dtmf")]
    [InlineData("+1 500 555 0001", "white space (U+0020) at position 3", "without white space")]
    [InlineData("+1500\u00a05550001", "white space (U+00A0) at position 6", "without white space")]
    [InlineData("+15005550001\n", "white space (U+000A) at position 13", "without white space")]
    [InlineData("+1500\u200b5550001", "an invisible character (U+200B) at position 6", "copied")]
    [InlineData("+1500\u00005550001", "an invisible character (U+0000) at position 6", "copied")]
    [InlineData("alice@example.com", "\"@\" (U+0040) at position 6", "SIP address")]
    [InlineData("zoë", "\"ë\" (U+00EB) at position 3", "ASCII")]
    [InlineData("zoe\u0308", "a combining mark (U+0308) at position 4", "ASCII")]
    [InlineData("😀1😀", "\"😀\" (U+1F600) at position 1", "ASCII")]
    [InlineData("1😀\"", "\"😀\" (U+1F600) at position 2", "ASCII")]
    [InlineData("1\"", "'\"' (U+0022) at position 2", "ASCII")]
    public async Task Number_WithAForeignCharacter_IsRefusedWithItsPlaceAndAHint(string number, string character, string hint)
    {
        foreach (var message in await RefusalsOf(number))
        {
            Assert.Contains(character, message, StringComparison.Ordinal);
            Assert.Contains(hint, message, StringComparison.Ordinal);
            Assert.DoesNotContain(number, message, StringComparison.Ordinal);
            Assert.DoesNotContain("5550001", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Number_WithForeignCharactersOfSeveralKinds_NamesTheFirstOfEachAndNoMore()
        => Assert.Equal(
            "must not hold \":\" (U+003A) at position 4 (write the number without a scheme such as sip: or tel:), nor \"٣\" (U+0663) at position 5, "
            + "nor white space (U+0020) at position 7 (write the number without white space): only ASCII letters, digits and -_.!~*'()&=+$;?/# are allowed",
            Assert.Single(ValidRequests.ProblemsOf(ValidRequests.Message(static m => m.SipCallTo = "sip:٣٤ ٥"))).Message);

    [Theory]
    [InlineData("+15005550001")]
    [InlineData("911")]
    [InlineData("*67")]
    [InlineData("#31#")]
    [InlineData("*")]
    [InlineData("#")]
    [InlineData("x")]
    [InlineData("+1-500-555-0001")]
    [InlineData("(500)555.0001")]
    [InlineData("alice_-.!~*'()&=+$;?/#")]
    public async Task Number_OfAllowedCharacters_IsTaken(string number) => Assert.Empty(await RefusalsOf(number));

    [Theory]
    [InlineData("+")]
    [InlineData("()")]
    [InlineData("-_.!~'()&=+$;?/")]
    public async Task Number_WithoutAnythingToDial_IsRefused(string number)
        => Assert.All(await RefusalsOf(number), static message => Assert.EndsWith("must hold at least one digit, letter, * or #", message, StringComparison.Ordinal));

    [Theory]
    [InlineData(128, true)]
    [InlineData(129, false)]
    public async Task Number_OfUpTo128Characters_IsTaken(int length, bool isFine)
        => Assert.Equal(isFine, (await RefusalsOf(new string('1', length))).Count == 0);

    [Fact]
    public async Task NumbersOfATrunk_SeveralWrong_AreNamedByTheirPlaceInTheList()
    {
        await using var livekit = new LiveKitClient("http://livekit.invalid", "k", "s");
        var trunk = new SIPOutboundTrunkInfo { Address = "host", Numbers = { "+1 5", "*", "", "+" } };

        var refusal = await Assert.ThrowsAsync<RequestValidationException>(() => livekit.Sip.CreateSipOutboundTrunkAsync(trunk, TestContext.Current.CancellationToken));

        Assert.Equal(["trunk.numbers", "trunk.numbers", "trunk.numbers"], refusal.Problems.Select(static problem => problem.Field));
        Assert.StartsWith("number 1 must not hold white space (U+0020) at position 3", refusal.Problems[0].Message, StringComparison.Ordinal);
        Assert.Equal("number 3 must not be an empty text", refusal.Problems[1].Message);
        Assert.Equal("number 4 must hold at least one digit, letter, * or #", refusal.Problems[2].Message);
    }

    // A number that was let in before the rule was checked must be removable.
    [Fact]
    public async Task NumbersOfATrunk_RemovedByAnUpdate_MayBreakTheRule()
    {
        using var server = RpcServer.Start(static _ => new SIPOutboundTrunkInfo());
        await using var livekit = server.Client();

        await livekit.Sip.UpdateSipOutboundTrunkAsync("ST_1", new SIPOutboundTrunkUpdate { Numbers = ListUpdate.Removing("+1 500") }, TestContext.Current.CancellationToken);

        Assert.Single(server.Calls);
    }

    [Fact]
    public void Caller_Wrong_IsNamedWhereItWasWritten()
    {
        Assert.Equal(["From"], ValidRequests.Request(static r => r.From = "+").Validate().Select(static problem => problem.Field));
        Assert.Equal(["Trunk.From"], ValidRequests.Request(static r => r.Trunk!.From = "+").Validate().Select(static problem => problem.Field));
    }

    /// <summary>What is said of a number as a callee, as a caller, and as a number of trunks of both kinds; every place says the same, or none says anything.</summary>
    private static async Task<IReadOnlyList<string>> RefusalsOf(string number)
    {
        using var server = RpcServer.Start(static _ => new SIPOutboundTrunkInfo());
        await using var livekit = server.Client();
        var token = TestContext.Current.CancellationToken;
        var messages = new List<string>();
        messages.AddRange(ValidRequests.Request(r => r.To = number).Validate().Select(static problem => problem.ToString()));
        messages.AddRange(ValidRequests.Request(r => r.From = number).Validate().Select(static problem => problem.ToString()));
        messages.AddRange(ValidRequests.Request(r => r.Trunk = new InlineTrunk { Hostname = "host", From = number }).Validate().Select(static problem => problem.ToString()));
        Func<Task>[] calls =
        [
            () => livekit.Sip.CreateSipOutboundTrunkAsync(new SIPOutboundTrunkInfo { Address = "host", Numbers = { number } }, token),
            () => livekit.Sip.UpdateSipOutboundTrunkAsync("ST_1", new SIPOutboundTrunkInfo { Address = "host", Numbers = { number } }, token),
            () => livekit.Sip.UpdateSipOutboundTrunkAsync("ST_1", new SIPOutboundTrunkUpdate { Numbers = ListUpdate.Adding(number) }, token),
            () => livekit.Sip.CreateSipInboundTrunkAsync(new SIPInboundTrunkInfo { Numbers = { number } }, token),
            () => livekit.Sip.UpdateSipInboundTrunkAsync("ST_1", new SIPInboundTrunkUpdate { Numbers = ListUpdate.SetTo(number) }, token),
            () => livekit.Sip.CreateSipInboundTrunkAsync(new SIPInboundTrunkInfo { AllowedAddresses = { "10.0.0.1" }, AllowedNumbers = { number } }, token),
        ];
        foreach (var callAsync in calls)
        {
            if (await Record.ExceptionAsync(callAsync) is RequestValidationException refusal)
            {
                messages.AddRange(refusal.Problems.Select(static problem => problem.ToString()));
            }
        }

        Assert.True(messages.Count is 0 or 9, string.Join(Environment.NewLine, messages));
        Assert.Equal(messages.Count == 0 ? calls.Length : 0, server.Calls.Count);
        return messages;
    }
}
