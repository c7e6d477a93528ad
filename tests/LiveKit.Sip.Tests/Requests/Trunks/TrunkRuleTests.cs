using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Rpc.Wire;

namespace LiveKit.Sip.Tests.Requests.Trunks;

/// <summary>Each rule about trunks and dispatch rules, by the field it is about.</summary>
public sealed class TrunkRuleTests
{
    private static readonly Dictionary<string, Action<SIPOutboundTrunkInfo>> OutboundMistakes = new(StringComparer.Ordinal)
    {
        [".address "] = static trunk => trunk.Address = "",
        [".address sip:"] = static trunk => trunk.Address = "sip:carrier.example.com",
        [".address user"] = static trunk => trunk.Address = "user@carrier.example.com",
        [".address parameter"] = static trunk => trunk.Address = "carrier.example.com;transport=tcp",
        [".numbers"] = static trunk => trunk.Numbers.Clear(),
        [".from_host"] = static trunk => trunk.FromHost = "sip:host",
        [".auth_username"] = static trunk => trunk.AuthUsername = "",
        [".auth_password"] = static trunk => trunk.AuthPassword = "",
        [".destination_country"] = static trunk => trunk.DestinationCountry = "XX",
        [".destination_country long"] = static trunk => trunk.DestinationCountry = "USA",
        [".name surrogate"] = static trunk => trunk.Name = "a\ud800",
        [".auth_password surrogate"] = static trunk => trunk.AuthPassword = "a\udc00",
        [".transport"] = static trunk => trunk.Transport = (SIPTransport)99,
        [".include_headers"] = static trunk => trunk.IncludeHeaders = (SIPHeaderOptions)99,
        [".headers[\"Call-ID\"]"] = static trunk => trunk.Headers.Add("Call-ID", "1"),
        [".headers[\"X A\"]"] = static trunk => trunk.Headers.Add("X A", "1"),
        [".headers[\"X-A\"]"] = static trunk => trunk.Headers.Add("X-A", "1\n2"),
        [".headers_to_attributes[\"X A\"]"] = static trunk => trunk.HeadersToAttributes.Add("X A", "a"),
        [".attributes_to_headers[\"a\"]"] = static trunk => trunk.AttributesToHeaders.Add("a", "X A"),
        [".media.codecs"] = static trunk => trunk.Media = new SIPMediaConfig { Codecs = { new SIPCodec { Name = "PCMU/8000" } } },
        [".media.media_timeout"] = static trunk => trunk.Media = new SIPMediaConfig { MediaTimeout = new Duration { Seconds = 601 } },
        [".media_encryption"] = static trunk => Encrypt(trunk, 99),
        [".media.encryption"] = static trunk => trunk.Media = new SIPMediaConfig { Encryption = (SIPMediaEncryption)99 },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> OutboundFields() => [.. OutboundMistakes.Keys];

    [Theory]
    [MemberData(nameof(OutboundFields))]
    public async Task OutboundTrunk_WithOneMistake_IsRefusedByItsField(string mistake)
    {
        var trunk = Outbound();
        OutboundMistakes[mistake](trunk);
        var field = mistake.Contains('[', StringComparison.Ordinal) ? mistake : mistake.Split(' ')[0];

        Assert.Equal(["trunk" + field], await RefusedAsync(sip => sip.CreateSipOutboundTrunkAsync(trunk, Token)));
        Assert.Equal(["replace" + field], await RefusedAsync(sip => sip.UpdateSipOutboundTrunkAsync("ST_1", trunk, Token)));
    }

    [Fact]
    public async Task OutboundTrunk_WithSeveralMistakes_IsRefusedWithAllOfThem()
        => Assert.Equal(
            ["trunk.sip_trunk_id", "trunk.address", "trunk.numbers", "trunk.auth_password"],
            await RefusedAsync(static sip => sip.CreateSipOutboundTrunkAsync(new SIPOutboundTrunkInfo { SipTrunkId = "ST_1", AuthUsername = "user" }, Token)));

    [Fact]
    public async Task Replacement_WithAnId_MustHaveTheSame()
    {
        var trunk = Outbound();
        trunk.SipTrunkId = "ST_1";

        Assert.Empty(await RefusedAsync(sip => sip.UpdateSipOutboundTrunkAsync("ST_1", trunk, Token)));
        Assert.Equal(["replace.sip_trunk_id"], await RefusedAsync(sip => sip.UpdateSipOutboundTrunkAsync("ST_2", trunk, Token)));
        Assert.Equal(
            ["replace.sip_trunk_id"],
            await RefusedAsync(static sip => sip.UpdateSipInboundTrunkAsync("ST_2", new SIPInboundTrunkInfo { SipTrunkId = "ST_1", Numbers = { "+1" } }, Token)));
        Assert.Equal(
            ["replace.sip_dispatch_rule_id"],
            await RefusedAsync(static sip => sip.UpdateSipDispatchRuleAsync("SDR_2", new SIPDispatchRuleInfo { SipDispatchRuleId = "SDR_1", Rule = Lobby }, Token)));
    }

    [Fact]
    public async Task OutboundTrunk_WithWhatServersTake_IsSent()
    {
        var trunk = Outbound();
        trunk.DestinationCountry = "uk";
        trunk.HeadersToAttributes.Add("From", "caller");
        trunk.Headers.Add("X-A", "ä\t1");
        trunk.Address = "[2001:db8::1]:5060";

        Assert.Empty(await RefusedAsync(sip => sip.CreateSipOutboundTrunkAsync(trunk, Token)));
    }

    public static TheoryData<string, SIPOutboundTrunkUpdate> OutboundUpdates() => new()
    {
        { "update.address", new SIPOutboundTrunkUpdate { Address = "sip:host" } },
        { "update.address", new SIPOutboundTrunkUpdate { Address = "" } },
        { "update.destination_country", new SIPOutboundTrunkUpdate { DestinationCountry = "ZZ" } },
        { "update.metadata", new SIPOutboundTrunkUpdate { Metadata = "\ud800" } },
        { "update.numbers", new SIPOutboundTrunkUpdate { Numbers = ListUpdate.Adding("+1", "+") } },
        { "update.from_host", new SIPOutboundTrunkUpdate { FromHost = "a b" } },
        { "update.transport", new SIPOutboundTrunkUpdate { Transport = (SIPTransport)99 } },
        { "update.numbers", new SIPOutboundTrunkUpdate { Numbers = new ListUpdate() } },
        { "update.numbers", new SIPOutboundTrunkUpdate { Numbers = ListUpdate.SetTo() } },
        { "update.numbers", new SIPOutboundTrunkUpdate { Numbers = ListUpdate.Clearing() } },
        { "update.numbers", new SIPOutboundTrunkUpdate { Numbers = ListUpdate.Adding("") } },
        { "update.numbers", new SIPOutboundTrunkUpdate { Numbers = new ListUpdate { Set = { "+1" }, Add = { "+2" } } } },
        { "update.auth_password", new SIPOutboundTrunkUpdate { AuthUsername = "user", AuthPassword = "" } },
        { "update.auth_username", new SIPOutboundTrunkUpdate { AuthUsername = "", AuthPassword = "word" } },
        { "update.media.codecs", new SIPOutboundTrunkUpdate { Media = new SIPMediaConfig { Codecs = { new SIPCodec() } } } },
    };

    [Theory]
    [MemberData(nameof(OutboundUpdates))]
    public async Task UpdateOfAnOutboundTrunk_WithAMistake_IsRefusedByItsField(string field, SIPOutboundTrunkUpdate update)
        => Assert.Equal([field], await RefusedAsync(sip => sip.UpdateSipOutboundTrunkAsync("ST_1", update, Token)));

    public static TheoryData<SIPOutboundTrunkUpdate> FineUpdates() =>
    [
        new SIPOutboundTrunkUpdate(),
        new SIPOutboundTrunkUpdate { Name = "", Metadata = "", FromHost = "" },
        new SIPOutboundTrunkUpdate { AuthUsername = "user" },
        new SIPOutboundTrunkUpdate { AuthPassword = "" },
        new SIPOutboundTrunkUpdate { AuthUsername = "", AuthPassword = "" },
        new SIPOutboundTrunkUpdate { Numbers = ListUpdate.SetTo("+1", "+2") },
        new SIPOutboundTrunkUpdate { Numbers = new ListUpdate { Add = { "+1" }, Remove = { "+2" } } },
    ];

    [Theory]
    [MemberData(nameof(FineUpdates))]
    public async Task UpdateOfAnOutboundTrunk_WithoutAMistake_IsSent(SIPOutboundTrunkUpdate update)
        => Assert.Empty(await RefusedAsync(sip => sip.UpdateSipOutboundTrunkAsync("ST_1", update, Token)));

    public static TheoryData<string?, SIPInboundTrunkInfo> InboundTrunks() => new()
    {
        { "trunk", new SIPInboundTrunkInfo { Name = "open to all", AllowedNumbers = { "+1" } } },
        { null, new SIPInboundTrunkInfo { Numbers = { "+1" } } },
        { null, new SIPInboundTrunkInfo { AllowedAddresses = { "10.0.0.0/8" } } },
        { null, new SIPInboundTrunkInfo { AuthUsername = "user", AuthPassword = "word" } },
        { "trunk.sip_trunk_id", new SIPInboundTrunkInfo { SipTrunkId = "ST_1", Numbers = { "+1" } } },
        { "trunk.allowed_numbers", new SIPInboundTrunkInfo { Numbers = { "+1" }, AllowedNumbers = { "sip:a" } } },
        { "trunk.metadata", new SIPInboundTrunkInfo { Numbers = { "+1" }, Metadata = "\ud800" } },
        { "trunk.headers[\"Via x\"]", new SIPInboundTrunkInfo { Numbers = { "+1" }, Headers = { ["Via x"] = "1" } } },
        { "trunk.media.codecs", new SIPInboundTrunkInfo { Numbers = { "+1" }, Media = new SIPMediaConfig { Codecs = { new SIPCodec { Name = "a b" } } } } },
    };

    [Theory]
    [MemberData(nameof(InboundTrunks))]
    public async Task InboundTrunk_New_IsRefusedByItsFieldOrSent(string? field, SIPInboundTrunkInfo trunk)
        => Assert.Equal(field is null ? [] : [field], await RefusedAsync(sip => sip.CreateSipInboundTrunkAsync(trunk, Token)));

    [Fact]
    public async Task UpdateOfAnInboundTrunk_WithMistakes_IsRefusedWithAllOfThem()
        => Assert.Equal(
            ["update.numbers", "update.allowed_addresses", "update.allowed_numbers", "update.media.media_timeout"],
            await RefusedAsync(static sip => sip.UpdateSipInboundTrunkAsync(
                "ST_1",
                new SIPInboundTrunkUpdate
                {
                    Numbers = new ListUpdate(),
                    AllowedAddresses = new ListUpdate { Clear = true, Add = { "10.0.0.1" } },
                    AllowedNumbers = ListUpdate.Removing(""),
                    Media = new SIPMediaConfig { MediaTimeout = new Duration { Seconds = -1 } },
                },
                Token)));

    [Fact]
    public async Task DispatchRule_WithMistakes_IsRefusedWithAllOfThem()
    {
        Assert.Equal(
            ["dispatch_rule.sip_dispatch_rule_id", "dispatch_rule.rule"],
            await RefusedAsync(static sip => sip.CreateSipDispatchRuleAsync(new SIPDispatchRuleInfo { SipDispatchRuleId = "SDR_1" }, Token)));
        Assert.Equal(
            ["update.trunk_ids"],
            await RefusedAsync(static sip => sip.UpdateSipDispatchRuleAsync("SDR_1", new SIPDispatchRuleUpdate { TrunkIds = new ListUpdate() }, Token)));
    }

    [Fact]
    public async Task Requests_OfLiveKitsOwn_AreRefusedByTheirFieldsOrSent()
    {
        Assert.Equal(["trunk"], await RefusedAsync(static sip => sip.CreateSipOutboundTrunkAsync(new CreateSIPOutboundTrunkRequest(), Token)));
        Assert.Equal(["trunk"], await RefusedAsync(static sip => sip.CreateSipInboundTrunkAsync(new CreateSIPInboundTrunkRequest(), Token)));
        Assert.Equal(["dispatch_rule"], await RefusedAsync(static sip => sip.CreateSipDispatchRuleAsync(new CreateSIPDispatchRuleRequest(), Token)));
        Assert.Equal(["trunk.numbers"], await RefusedAsync(static sip => sip.CreateSipOutboundTrunkAsync(RequestJson.Parse<CreateSIPOutboundTrunkRequest>("""{"trunk":{"address":"host"}}"""), Token)));
        Assert.Empty(await RefusedAsync(static sip => sip.CreateSipOutboundTrunkAsync(RequestJson.Parse<CreateSIPOutboundTrunkRequest>("""{"trunk":{"address":"host","numbers":["*"]}}"""), Token)));
        Assert.Equal(["rule"], await RefusedAsync(static sip => sip.CreateSipDispatchRuleAsync(RequestJson.Parse<CreateSIPDispatchRuleRequest>("""{"rule":{}}"""), Token)));
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => RefusedAsync(static sip => sip.CreateSipOutboundTrunkAsync((CreateSIPOutboundTrunkRequest)null!, Token)));
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => RefusedAsync(static sip => sip.CreateSipInboundTrunkAsync((CreateSIPInboundTrunkRequest)null!, Token)));
        await Assert.ThrowsAsync<ArgumentNullException>("request", () => RefusedAsync(static sip => sip.CreateSipDispatchRuleAsync((CreateSIPDispatchRuleRequest)null!, Token)));
    }

    [Fact]
    public async Task DispatchRule_OfNoKind_IsRefused()
    {
        var rule = new SIPDispatchRuleInfo { Rule = new SIPDispatchRule() };

        Assert.Equal(["dispatch_rule.rule"], await RefusedAsync(sip => sip.CreateSipDispatchRuleAsync(rule, Token)));
        Assert.Equal(["replace.rule"], await RefusedAsync(sip => sip.UpdateSipDispatchRuleAsync("SDR_1", rule, Token)));
        Assert.Equal(["update.rule"], await RefusedAsync(sip => sip.UpdateSipDispatchRuleAsync("SDR_1", new SIPDispatchRuleUpdate { Rule = rule.Rule }, Token)));
        Assert.Empty(await RefusedAsync(sip => sip.UpdateSipDispatchRuleAsync("SDR_1", new SIPDispatchRuleUpdate { Rule = Lobby }, Token)));
    }

    [Fact]
    public async Task AttributesOfADispatchRule_LiveKitsOwn_AreRefused()
    {
        var rule = new SIPDispatchRuleInfo { Rule = Lobby, Attributes = { ["sip.x"] = "1", ["lk.x"] = "1", ["x"] = "1" } };

        Assert.Equal(["dispatch_rule.attributes[\"sip.x\"]", "dispatch_rule.attributes[\"lk.x\"]"], await RefusedAsync(sip => sip.CreateSipDispatchRuleAsync(rule, Token)));
        Assert.Equal(["replace.attributes[\"sip.x\"]", "replace.attributes[\"lk.x\"]"], await RefusedAsync(sip => sip.UpdateSipDispatchRuleAsync("SDR_1", rule, Token)));
        Assert.Equal(
            ["update.attributes[\"lk.x\"]"],
            await RefusedAsync(static sip => sip.UpdateSipDispatchRuleAsync("SDR_1", new SIPDispatchRuleUpdate { Attributes = { ["lk.x"] = "1" } }, Token)));
    }

    // The older of two fields for the same: servers still read it, and refuse values that they don't know.
    [Fact]
    public async Task DeprecatedMediaEncryption_OfNoKnownValue_IsRefused()
    {
        var inbound = Encrypt(new SIPInboundTrunkInfo { Numbers = { "+1" } }, 99);
        var rule = Encrypt(new SIPDispatchRuleInfo { Rule = Lobby }, 99);

        Assert.Equal(["trunk.media_encryption"], await RefusedAsync(sip => sip.CreateSipInboundTrunkAsync(inbound, Token)));
        Assert.Equal(["replace.media_encryption"], await RefusedAsync(sip => sip.UpdateSipInboundTrunkAsync("ST_1", inbound, Token)));
        Assert.Equal(["dispatch_rule.media_encryption"], await RefusedAsync(sip => sip.CreateSipDispatchRuleAsync(rule, Token)));
        Assert.Equal(["update.media_encryption"], await RefusedAsync(sip => sip.UpdateSipOutboundTrunkAsync("ST_1", Encrypt(new SIPOutboundTrunkUpdate(), 99), Token)));
        Assert.Equal(["update.media_encryption"], await RefusedAsync(sip => sip.UpdateSipInboundTrunkAsync("ST_1", Encrypt(new SIPInboundTrunkUpdate(), 99), Token)));
        Assert.Equal(["update.media_encryption"], await RefusedAsync(sip => sip.UpdateSipDispatchRuleAsync("SDR_1", Encrypt(new SIPDispatchRuleUpdate(), 99), Token)));
        Assert.Empty(await RefusedAsync(sip => sip.UpdateSipDispatchRuleAsync("SDR_1", Encrypt(new SIPDispatchRuleUpdate(), 2), Token)));
    }

    [Fact]
    public async Task Refusal_OfATrunk_ShowsNeitherPasswordNorNumber()
    {
        var trunk = Outbound();
        trunk.Address = "sip:user:open-sesame@host";
        trunk.Headers.Add("From", "+15005550123");
        await using var livekit = new LiveKitClient("http://livekit.invalid", "k", "s");

        var refusal = await Assert.ThrowsAsync<RequestValidationException>(() => livekit.Sip.CreateSipOutboundTrunkAsync(trunk, Token));

        Assert.DoesNotContain("sesame", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wonder", refusal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("5005550123", refusal.ToString(), StringComparison.Ordinal);
    }

    private static SIPDispatchRule Lobby => new() { DispatchRuleDirect = new SIPDispatchRuleDirect { RoomName = "lobby" } };

    private static T Encrypt<T>(T message, int value)
        where T : IMessage
    {
        message.Descriptor.FindFieldByName("media_encryption").Accessor.SetValue(message, value);
        return message;
    }

    private static SIPOutboundTrunkInfo Outbound() => new() { Address = "carrier.example.com", Numbers = { "*" }, AuthUsername = "alice", AuthPassword = "wonder" };

    /// <summary>The fields that are refused; none if it was sent.</summary>
    private static async Task<IEnumerable<string>> RefusedAsync(Func<SipClient, Task> callAsync)
    {
        using var server = RpcServer.Start(static _ => new SIPOutboundTrunkInfo());
        await using var livekit = server.Client();
        try
        {
            await callAsync(livekit.Sip);
        }
        catch (RequestValidationException e)
        {
            Assert.Empty(server.Calls);
            return e.Problems.Select(static problem => problem.Field);
        }

        Assert.Single(server.Calls);
        return [];
    }
}
