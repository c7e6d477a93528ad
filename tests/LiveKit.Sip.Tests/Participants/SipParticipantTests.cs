using LiveKit.Protocol;
using Kind = LiveKit.Protocol.ParticipantInfo.Types.Kind;

namespace LiveKit.Sip.Tests.Participants;

public sealed class SipParticipantTests
{
    // By attribute; as LiveKit's participants carry them.
    private static readonly Dictionary<string, Func<SipParticipant, string?>> Properties = new(StringComparer.Ordinal)
    {
        ["sip.callID"] = static participant => participant.SipCallId,
        ["sip.callIDFull"] = static participant => participant.SipCallIdFull,
        ["sip.callTag"] = static participant => participant.SipCallTag,
        ["sip.trunkID"] = static participant => participant.TrunkId,
        ["sip.trunkPhoneNumber"] = static participant => participant.TrunkPhoneNumber,
        ["sip.phoneNumber"] = static participant => participant.PhoneNumber,
        ["sip.hostname"] = static participant => participant.Hostname,
        ["sip.ruleID"] = static participant => participant.RuleId,
        ["sip.twilio.accountSid"] = static participant => participant.TwilioAccountSid,
        ["sip.twilio.callSid"] = static participant => participant.TwilioCallSid,
        ["sip.telnyx.callLegID"] = static participant => participant.TelnyxCallLegId,
        ["sip.telnyx.callSessionID"] = static participant => participant.TelnyxCallSessionId,
    };

    public static TheoryData<string> Attributes() => [.. Properties.Keys];

    [Theory]
    [MemberData(nameof(Attributes))]
    public void From_OneAttribute_ShowsInItsPropertyAlone(string attribute)
    {
        var participant = SipParticipant.From(new ParticipantInfo { Kind = Kind.Sip, Attributes = { [attribute] = "value" } });

        Assert.All(Properties, property => Assert.Equal(property.Key == attribute ? "value" : null, property.Value(participant)));
        Assert.Empty(participant.Attributes);
        Assert.Empty(participant.Headers);
    }

    [Theory]
    [InlineData("dialing", CallStatus.Dialing)]
    [InlineData("ringing", CallStatus.Ringing)]
    [InlineData("automation", CallStatus.Automation)]
    [InlineData("active", CallStatus.Active)]
    [InlineData("hangup", CallStatus.Hangup)]
    [InlineData("something new", CallStatus.Unknown)]
    public void From_Status_IsRead(string status, CallStatus expected)
        => Assert.Equal(expected, SipParticipant.From(new ParticipantInfo { Kind = Kind.Sip, Attributes = { ["sip.callStatus"] = status } }).Status);

    [Fact]
    public void From_HeadersAndAttributes_AreTakenApart()
    {
        var participant = SipParticipant.From(new ParticipantInfo
        {
            Kind = Kind.Sip,
            Sid = "PA_1",
            Identity = "callee",
            Name = "Callee",
            Attributes = { ["sip.h.x-account"] = "7", ["account"] = "7", ["lk.own"] = "1", ["sip.new"] = "1", ["sip.callStatus"] = "active" },
        });

        Assert.Equal(("PA_1", "callee", "Callee"), (participant.ParticipantId, participant.Identity, participant.Name));
        Assert.Equal("7", participant.Headers["X-Account"]);
        Assert.Single(participant.Headers);
        Assert.Equal(["account"], participant.Attributes.Keys);
    }

    [Fact]
    public void From_MarkOfADial_IsNoAttributeOfTheCallers()
    {
        var participant = SipParticipant.From(new ParticipantInfo { Kind = Kind.Sip, Attributes = { ["dial.id"] = "d1", ["account"] = "7" } });

        Assert.Equal(["account"], participant.Attributes.Keys);
        Assert.Equal("d1", participant.DialId);
    }

    [Fact]
    public void From_BareParticipant_TellsNothing()
    {
        var participant = SipParticipant.From(new ParticipantInfo { Kind = Kind.Sip, Identity = "callee" });

        Assert.Null(participant.Name);
        Assert.Equal(CallStatus.Unknown, participant.Status);
        Assert.All(Properties.Values, property => Assert.Null(property(participant)));
    }

    [Fact]
    public void From_MessageChangedLater_StaysAsItWas()
    {
        var message = new ParticipantInfo { Kind = Kind.Sip, Attributes = { ["sip.callID"] = "SCL_1", ["mine"] = "1" } };
        var participant = SipParticipant.From(message);
        message.Attributes.Clear();

        Assert.Equal("SCL_1", participant.SipCallId);
        Assert.Equal("1", participant.Attributes["mine"]);
    }

    [Fact]
    public void From_ParticipantOfAnotherKind_IsRefused()
    {
        var agent = new ParticipantInfo { Kind = Kind.Agent };

        Assert.False(SipParticipant.TryFrom(agent, out var sip));
        Assert.Null(sip);
        Assert.False(SipParticipant.TryFrom(null, out _));
        Assert.Contains("Agent", Assert.Throws<ArgumentException>(() => SipParticipant.From(agent)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(static () => SipParticipant.From(null!));
    }

    [Fact]
    public void ToString_WithNumbersHidden_ShowsNoneInTheIdentityEither()
        => Assert.DoesNotContain("5005550123", SipParticipant.From(new ParticipantInfo { Kind = Kind.Sip, Identity = "sip_+15005550123" }).ToString(), StringComparison.Ordinal);

    [Fact]
    public void ToString_WithNumbers_ShowsNone()
    {
        var participant = SipParticipant.From(new ParticipantInfo
        {
            Kind = Kind.Sip,
            Identity = "sip_15005550123",
            Name = "+15005550123",
            Attributes = { ["sip.phoneNumber"] = "+15005550123", ["sip.trunkPhoneNumber"] = "+15550100", ["sip.callID"] = "SCL_1", ["sip.callStatus"] = "active" },
        });

        var text = participant.ToString();

        Assert.DoesNotContain("5005550123", text, StringComparison.Ordinal);
        Assert.DoesNotContain("5550100", text, StringComparison.Ordinal);
        Assert.Contains("Active", text, StringComparison.Ordinal);
        Assert.Contains("SCL_1", text, StringComparison.Ordinal);
    }
}
