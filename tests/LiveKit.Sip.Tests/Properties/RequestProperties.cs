using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using LiveKit.Protocol;
using LiveKit.Sip.Requests;
using LiveKit.Sip.Requests.Rules;
using LiveKit.Sip.Requests.Trunks;

namespace LiveKit.Sip.Tests.Properties;

/// <summary>Whatever stands in a request, checking it throws nothing but the documented exception, and what is found can be sent or is said discreetly.</summary>
public sealed class RequestProperties
{
    private static readonly string[] Keys = ["X-A", "From", "", "sip.x", "dial.id", "X A"];

    [Fact]
    public void DialRequest_OfAnyContent_IsCheckedWithoutAnException()
        => PropertyRun.Check(Requests(), static request =>
        {
            var problems = request.Validate();

            Assert.All(problems, static problem => Hostile.AssertDiscreet(problem.ToString()));
            Hostile.AssertHides(request.ToString());
            if (problems.Count > 0)
            {
                Hostile.AssertDiscreet(new RequestValidationException(problems));
            }
            else
            {
                var message = request.ToProto();
                Assert.Equal(message, CreateSIPParticipantRequest.Parser.ParseFrom(message.ToByteArray()));
            }
        });

    [Fact]
    public void LiveKitsOwnMessage_OfAnyContent_IsCheckedWithoutAnException()
        => PropertyRun.Check(Hostile.Text().ArrayOf(60).Zip(Gen.Choose(0, int.MaxValue)), static input =>
        {
            var message = Filled<CreateSIPParticipantRequest>(input.Item1, input.Item2);
            var problems = new ProblemList();

            DialValidator.Check(message, isCloud: (input.Item2 & 1) == 0, problems);

            AssertDiscreetOrSendable(problems, message);
        });

    [Fact]
    public void Transfers_OfAnyContent_AreCheckedWithoutAnException()
        => PropertyRun.Check(Hostile.TextOrNull().ArrayOf(8).Zip(Hostile.Span()), static input =>
        {
            var (texts, time) = input;
            var options = new TransferOptions { RingingTimeout = time, Headers = { [texts[0] ?? ""] = texts[1]!, ["X-A"] = texts[2]! } };
            var hangUp = new HangUpOptions { Headers = { [texts[0] ?? ""] = texts[1]! } };
            Assert.All(options.Validate(), static problem => Hostile.AssertDiscreet(problem.ToString()));
            Assert.All(hangUp.Validate(), static problem => Hostile.AssertDiscreet(problem.ToString()));

            var problems = TransferOptions.FindProblems(options);
            var message = TransferRequests.Of(texts[3] ?? "", texts[4] ?? "", texts[5] ?? "", options);
            TransferValidator.Check(message, problems);

            AssertDiscreetOrSendable(problems, message);
        });

    [Fact]
    public void TrunksAndRules_OfAnyContent_AreRefusedInOneWayOnly()
        => PropertyRun.Check(Hostile.Text().ArrayOf(60).Zip(Gen.Choose(0, int.MaxValue)), static input =>
        {
            var (texts, bits) = input;
            Action[] checks =
            [
                () => StoredTrunkValidator.CheckNew(Filled<SIPOutboundTrunkInfo>(texts, bits)),
                () => StoredTrunkValidator.CheckNew(Filled<SIPInboundTrunkInfo>(texts, bits)),
                () => StoredTrunkValidator.CheckReplacement(texts[0], Filled<SIPOutboundTrunkInfo>(texts, bits)),
                () => StoredTrunkValidator.CheckReplacement(texts[0], Filled<SIPInboundTrunkInfo>(texts, bits)),
                () => StoredTrunkValidator.CheckUpdate(texts[0], Filled<SIPOutboundTrunkUpdate>(texts, bits)),
                () => StoredTrunkValidator.CheckUpdate(texts[0], Filled<SIPInboundTrunkUpdate>(texts, bits)),
                () => DispatchRuleValidator.CheckNew(Filled<CreateSIPDispatchRuleRequest>(texts, bits)),
                () => DispatchRuleValidator.CheckReplacement(texts[0], Filled<SIPDispatchRuleInfo>(texts, bits)),
                () => DispatchRuleValidator.CheckUpdate(texts[0], Filled<SIPDispatchRuleUpdate>(texts, bits)),
            ];
            if (Record.Exception(checks[bits % checks.Length]) is { } refusal)
            {
                Hostile.AssertDiscreet(Assert.IsType<RequestValidationException>(refusal));
            }
        });

    private static void AssertDiscreetOrSendable(ProblemList problems, IMessage message)
    {
        Assert.All(problems.Problems, static problem => Hostile.AssertDiscreet(problem.ToString()));
        if (problems.Problems.Count == 0)
        {
            Assert.Equal(message, message.Descriptor.Parser.ParseFrom(message.ToByteArray()));
        }
    }

    private static Gen<DialRequest> Requests()
        => from texts in Hostile.TextOrNull().ArrayOf(24)
           from secrets in Gen.Elements(false, true).ArrayOf(4)
           from times in Hostile.Span().ArrayOf(3)
           from numbers in Gen.Choose(-2, 9).ArrayOf(8)
           select Request(texts, secrets, times, numbers);

    private static DialRequest Request(string?[] texts, bool[] secrets, TimeSpan[] times, int[] numbers)
    {
        var fine = numbers[7] > 6;
        var request = new DialRequest
        {
            To = secrets[0] || fine ? Hostile.Number : texts[0],
            From = secrets[1] ? Hostile.Number : texts[1],
            RoomName = fine ? "room" : texts[2],
            Trunk = numbers[0] switch
            {
                < 2 => null,
                < 4 => new StoredTrunk(texts[3]!),
                _ => new InlineTrunk
                {
                    Hostname = fine ? "host" : texts[3],
                    From = secrets[1] || fine ? Hostile.Number : texts[4],
                    Username = fine ? "user" : texts[5],
                    Password = secrets[2] || fine ? Hostile.Secret : texts[6],
                    DestinationCountry = fine ? "US" : texts[7],
                    FromHost = fine ? null : texts[8],
                    Transport = (SIPTransport)numbers[1],
                    HeadersToAttributes = { [texts[9] ?? ""] = texts[10]! },
                    AttributesToHeaders = { [texts[10] ?? ""] = texts[9]! },
                },
            },
            ParticipantIdentity = texts[11],
            ParticipantName = texts[12],
            ParticipantMetadata = texts[13],
            DisplayName = texts[14],
            Dtmf = fine ? "1w2" : texts[15],
            RingingTimeout = numbers[2] < 0 ? null : times[0],
            MaxCallDuration = numbers[3] < 0 ? null : times[1],
            IncludeHeaders = (SIPHeaderOptions)numbers[4],
            Media = numbers[5] < 3 ? null : new SIPMediaConfig
            {
                Encryption = (SIPMediaEncryption)numbers[5],
                MediaTimeout = new Duration { Seconds = times[2].Ticks, Nanos = numbers[6] },
                Codecs = { new SIPCodec { Name = texts[16] ?? "" } },
            },
            Destination = numbers[5] < 3 ? null : new Destination { City = texts[17] ?? "", Country = texts[18] ?? "", Region = texts[19] ?? "" },
            ToUserOverride = secrets[3] ? Hostile.Number : texts[20],
            FromHeader = numbers[6] < 3 ? null : new SIPNamedDest { DisplayName = texts[21] ?? "", Raw = texts[22] ?? "" },
        };
        request.Headers[Keys[(numbers[4] + 2) % Keys.Length]] = texts[23]!;
        request.Headers[texts[22] ?? ""] = texts[21]!;
        request.ParticipantAttributes[Keys[(numbers[5] + 2) % Keys.Length]] = texts[20]!;
        request.ParticipantAttributes[texts[19] ?? ""] = texts[18]!;
        return request;
    }

    /// <summary>A message whose every field is filled or not, as the bits say, with texts in order; what is secret in it is the secret.</summary>
    private static T Filled<T>(string[] texts, int bits)
        where T : IMessage<T>, new()
    {
        var message = new T();
        new MessageFiller(texts, new Random(bits)).Fill(message);
        return message;
    }
}
