using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;

namespace LiveKit.Sip.Tests.Requests.Rules;

/// <summary>Validate names every problem at once and throws nothing, whatever is in the request.</summary>
public sealed class HostileRequestTests
{
    [Fact]
    public void Validate_NullsBehindTheCompilersBack_AreNamed()
    {
        var trunk = new InlineTrunk { Hostname = "host", From = "+15550100", HeadersToAttributes = { ["X-A"] = null! }, AttributesToHeaders = { ["a"] = null! } };
        var request = new DialRequest
        {
            To = "+15005550123",
            RoomName = "room",
            Trunk = trunk,
            Headers = { ["X-B"] = null! },
            ParticipantAttributes = { ["b"] = null! },
        };

        Assert.Equal(
            [
                "Headers[\"X-B\"]: the value must not be null",
                "ParticipantAttributes[\"b\"]: the value must not be null",
                "Trunk.HeadersToAttributes[\"X-A\"]: the value must not be null",
                "Trunk.AttributesToHeaders[\"a\"]: the value must not be null",
                "Trunk.AttributesToHeaders[\"a\"]: the name must have 1 to 255 characters",
            ],
            request.Validate().Select(static problem => problem.ToString()));
        Assert.Equal(["Trunk"], ValidRequests.Request(static r => r.Trunk = null).Validate().Select(static problem => problem.Field));
        Assert.Equal(["Trunk"], ValidRequests.Request(static r => r.Trunk = new StoredTrunk(null!)).Validate().Select(static problem => problem.Field));
    }

    [Fact]
    public void Validate_TimesAtTheirEnds_AreNamed()
    {
        foreach (var time in new[] { TimeSpan.MinValue, TimeSpan.MaxValue })
        {
            var request = ValidRequests.Request(r => (r.RingingTimeout, r.MaxCallDuration) = (time, time));
            request.Media = new SIPMediaConfig { MediaTimeout = new Duration { Seconds = time.Ticks, Nanos = int.MinValue } };

            Assert.Equal(["RingingTimeout", "MaxCallDuration", "Media.MediaTimeout"], request.Validate().Select(static problem => problem.Field));
        }
    }

    [Fact]
    public void Validate_HalvesOfSurrogatePairs_AreRefusedWhereverTheyAre()
    {
        const string half = "ab😀\ud83d!";
        var request = new DialRequest
        {
            To = half,
            RoomName = half,
            Trunk = new InlineTrunk
            {
                Hostname = half,
                DestinationCountry = half,
                Username = half,
                Password = half,
                From = half,
                FromHost = half,
                HeadersToAttributes = { ["X-A"] = half },
                AttributesToHeaders = { [half] = "X-A" },
            },
            ParticipantIdentity = half,
            ParticipantName = half,
            ParticipantMetadata = half,
            ParticipantAttributes = { ["a"] = half, [half] = "a" },
            DisplayName = half,
            Dtmf = half,
            Headers = { ["X-A"] = half, [half] = "1" },
            Media = new SIPMediaConfig { Codecs = { new SIPCodec { Name = "PCMU" }, new SIPCodec { Name = half } } },
            Destination = new Destination { City = half, Country = half, Region = half },
            ToUserOverride = half,
            RequestUri = new SIPRequestDest { Raw = half },
            FromHeader = new SIPNamedDest { DisplayName = half, Values = new SIPUri { User = half, Host = half, Ip = half } },
        };

        var problems = request.Validate();

        string[] fields =
        [
            "To", "RoomName", "Trunk.Hostname", "Trunk.DestinationCountry", "Trunk.Username", "Trunk.Password", "Trunk.From", "Trunk.FromHost",
            "Trunk.HeadersToAttributes[\"X-A\"]", "Trunk.AttributesToHeaders[\"ab😀\\uD83D!\"]", "ParticipantIdentity", "ParticipantName", "ParticipantMetadata",
            "ParticipantAttributes[\"a\"]", "ParticipantAttributes[\"ab😀\\uD83D!\"]", "DisplayName", "Dtmf", "Headers[\"X-A\"]", "Headers[\"ab😀\\uD83D!\"]",
            "Media.Codecs[1].Name", "Destination.City", "Destination.Country", "Destination.Region", "ToUserOverride", "RequestUri.Raw",
            "FromHeader.DisplayName", "FromHeader.Values.User", "FromHeader.Values.Host", "FromHeader.Values.Ip",
        ];
        Assert.Equal(
            fields.Order(StringComparer.Ordinal),
            problems.Where(static problem => problem.Message.EndsWith("must be valid Unicode; it holds half of a surrogate pair (U+D83D) at position 4", StringComparison.Ordinal))
                .Select(static problem => problem.Field)
                .Order(StringComparer.Ordinal));
        Assert.DoesNotContain(new RequestValidationException(problems).Message.Replace("😀", "", StringComparison.Ordinal), char.IsSurrogate);
    }

    [Fact]
    public void Validate_ToHeaderBesideACallee_IsRefusedWithTheWayOut()
    {
        var problem = Assert.Single(ValidRequests.Request(static r => r.ToHeader = new SIPNamedDest { Raw = "<sip:x@y>" }).Validate());

        Assert.Equal("ToHeader", problem.Field);
        Assert.Contains("ToUserOverride", problem.Message, StringComparison.Ordinal);
        Assert.Equal(["sip_to_header"], ValidRequests.FieldsOf(ValidRequests.Message(static m => m.SipToHeader = new SIPNamedDest())));
    }

    [Theory]
    [InlineData("host\u200b.example.com")]
    [InlineData("\u202dhost\u202c")]
    [InlineData("host\u00ad")]
    public void Validate_HostWithWhatCannotBeSeen_IsRefused(string host)
    {
        Assert.Equal(["Trunk.Hostname"], ValidRequests.Request(r => r.Trunk = new InlineTrunk { Hostname = host, From = "+1" }).Validate().Select(static problem => problem.Field));
        Assert.Equal(["Trunk.TrunkId"], ValidRequests.Request(r => r.Trunk = new StoredTrunk(host)).Validate().Select(static problem => problem.Field));
    }

    [Fact]
    public void Validate_HeaderValueWithAControlCharacter_SaysWhichAndWhere()
        => Assert.Equal(
            "the value must have no control characters or line breaks; it holds white space (U+000A) at position 3",
            Assert.Single(ValidRequests.Request(static r => r.Headers["X-A"] = "😀b\nc").Validate()).Message);
}
