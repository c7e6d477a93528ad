using LiveKit.Protocol;
using LiveKit.Sip.Requests.Rules;

namespace LiveKit.Sip.Tests.Requests.Rules;

public sealed class WordRuleTests
{
    [Theory]
    [InlineData("+15005550123", true)]
    [InlineData("alice", true)]
    [InlineData("+1-500-555-0123", true)]
    [InlineData("sipster", true)]
    [InlineData("sip:+15005550123", false)]
    [InlineData("SIP:alice", false)]
    [InlineData("sips:alice", false)]
    [InlineData("Tel:+15005550123", false)]
    [InlineData("alice@example.com", false)]
    [InlineData(" +15005550123", false)]
    [InlineData("+15005550123\n", false)]
    [InlineData("+1 500", false)]
    [InlineData("+1\u00a0500", false)]
    [InlineData("+1\u0000500", false)]
    public void Check_Numbers_AreBareNumbersOrUsers(string number, bool isFine)
    {
        Assert.Equal(isFine ? [] : ["sip_call_to"], ValidRequests.FieldsOf(ValidRequests.Message(m => m.SipCallTo = number)));
        Assert.Equal(isFine ? [] : ["sip_number"], ValidRequests.FieldsOf(ValidRequests.Message(m => m.SipNumber = number)));
    }

    [Theory]
    [InlineData("my.pstn.example.com", true)]
    [InlineData("my.pstn.example.com:5061", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("127.0.0.1:5070", true)]
    [InlineData("[2001:db8::1]", true)]
    [InlineData("[2001:db8::1]:5060", true)]
    [InlineData("2001:db8::1", true)]
    [InlineData("sip:example.com", false)]
    [InlineData("user@example.com", false)]
    [InlineData("example.com;transport=tcp", false)]
    [InlineData("example.com transport=tcp", false)]
    [InlineData("transport=tcp", false)]
    [InlineData("example.com:", false)]
    [InlineData("example.com:0", false)]
    [InlineData("example.com:65536", false)]
    [InlineData("example.com:sip", false)]
    [InlineData(":5060", false)]
    [InlineData("https://example.com", false)]
    [InlineData("a b", false)]
    public void Check_Hosts_AreNamesOrAddressesWithAPort(string host, bool isFine)
    {
        Assert.Equal(isFine ? [] : ["trunk.hostname"], ValidRequests.FieldsOf(Inline(t => t.Hostname = host)));
        Assert.Equal(isFine ? [] : ["trunk.from_host"], ValidRequests.FieldsOf(Inline(t => t.FromHost = host)));
    }

    [Theory]
    [InlineData("0123456789*#ABCDw", true)]
    [InlineData("12ww34", true)]
    [InlineData("12z", false)]
    [InlineData("W", false)]
    [InlineData("a", false)]
    [InlineData("1 2", false)]
    [InlineData("1,2", false)]
    [InlineData("٣", false)]
    public void Check_Dtmf_HoldsKeysAndPauses(string keys, bool isFine)
        => Assert.Equal(isFine ? [] : ["dtmf"], ValidRequests.FieldsOf(ValidRequests.Message(m => m.Dtmf = keys)));

    [Theory]
    [InlineData("a-.!%*_+`'~9Z", true)]
    [InlineData("a b", false)]
    [InlineData("a@b", false)]
    [InlineData("a:b", false)]
    [InlineData("ü", false)]
    public void Check_ToUserOverride_IsAToken(string user, bool isFine)
        => Assert.Equal(isFine ? [] : ["to_user_override"], ValidRequests.FieldsOf(ValidRequests.Message(m => m.ToUserOverride = user)));

    [Theory]
    [InlineData("accept accept-encoding accept-language allow allow-events call-id contact content-encoding content-length content-type")]
    [InlineData("cseq event expires from max-forwards record-route refer-to reply-to c e f i k l m o r t u v")]
    public void Check_HeadersOfSipItself_AreRefusedInAnyCase(string names)
    {
        foreach (var name in names.Split(' ').SelectMany(name => new[] { name, name.ToUpperInvariant() }))
        {
            Assert.Equal([$"headers[\"{name}\"]"], ValidRequests.FieldsOf(ValidRequests.Message(m => m.Headers[name] = "1")));
        }
    }

    [Theory]
    [InlineData("To")]
    [InlineData("Via")]
    [InlineData("X-Anything")]
    [InlineData("a")]
    [InlineData("-.!%*_+`'~")]
    public void Check_OtherHeaders_AreFine(string name)
        => Assert.Empty(ValidRequests.FieldsOf(ValidRequests.Message(m => m.Headers[name] = "tab\there, ünï, \"quoted\"; p=1")));

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("\0")]
    [InlineData("\u007f")]
    public void Check_ControlCharactersInAHeaderValue_AreRefused(string value)
        => Assert.Equal(["headers[\"X-A\"]"], ValidRequests.FieldsOf(ValidRequests.Message(m => m.Headers["X-A"] = value)));

    [Theory]
    [InlineData("dial.id", true)]
    [InlineData("sip", true)]
    [InlineData("Sip.x", true)]
    [InlineData("lkx", true)]
    [InlineData("sip.x", false)]
    [InlineData("lk.x", false)]
    [InlineData("", false)]
    public void Check_AttributeKeys_LeaveLiveKitsOwnAlone(string key, bool isFine)
        => Assert.Equal(isFine, !ValidRequests.FieldsOf(ValidRequests.Message(m => m.ParticipantAttributes[key] = "1")).Any());

    [Fact]
    public void Check_EnumsOutOfRange_AreRefused()
        => Assert.Equal(
            ["trunk.transport", "media.encryption", "include_headers"],
            ValidRequests.FieldsOf(Inline(t => t.Transport = (SIPTransport)99, m =>
            {
                m.IncludeHeaders = (SIPHeaderOptions)99;
                m.Media = new SIPMediaConfig { Encryption = (SIPMediaEncryption)99 };
            })));

    [Theory]
    [InlineData("PCMU", true)]
    [InlineData("", false)]
    [InlineData("PCMU/8000", false)]
    [InlineData("PC MU", false)]
    public void Check_CodecNames_AreBareNames(string name, bool isFine)
        => Assert.Equal(
            isFine ? [] : ["media.codecs"],
            ValidRequests.FieldsOf(ValidRequests.Message(m => m.Media = new SIPMediaConfig { Codecs = { new SIPCodec { Name = name, Rate = 8000 } } })));

    [Fact]
    public void Check_RequestUriWithoutTrunk_NeedsANumberToCallFrom()
    {
        var message = ValidRequests.Message(m => (m.SipTrunkId, m.SipRequestUri) = ("", new SIPRequestDest { Raw = "sip:+15005550123@example.com" }));
        Assert.Equal(["sip_number"], ValidRequests.FieldsOf(message));

        message.SipNumber = "+15550100";
        Assert.Empty(ValidRequests.FieldsOf(message));
    }

    [Fact]
    public void CountryCodes_Assigned_AreThoseOfIso3166AndUk()
    {
        var letters = Enumerable.Range('A', 26).Select(letter => ((char)letter).ToString()).ToList();
        var codes = letters.SelectMany(first => letters.Select(second => first + second)).Where(CountryCodes.Contains).ToList();

        Assert.Equal(249 + 1, codes.Count);
        Assert.Superset(new HashSet<string>(["US", "IN", "UK", "GB", "DE", "AX", "SS", "ZW"], StringComparer.Ordinal), codes.ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain("ZZ", codes);
        Assert.True(CountryCodes.Contains("de"));
        Assert.False(CountryCodes.Contains("DEU"));
    }

    private static CreateSIPParticipantRequest Inline(Action<SIPOutboundConfig> change, Action<CreateSIPParticipantRequest>? changeMessage = null)
        => ValidRequests.Message(m =>
        {
            m.SipTrunkId = "";
            m.SipNumber = "+15550100";
            m.Trunk = new SIPOutboundConfig { Hostname = "example.com" };
            change(m.Trunk);
            changeMessage?.Invoke(m);
        });
}
