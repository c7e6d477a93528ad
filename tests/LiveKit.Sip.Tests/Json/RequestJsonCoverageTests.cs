using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LiveKit.Protocol;
using LiveKit.Sip.Json;

namespace LiveKit.Sip.Tests.Json;

/// <summary>Whatever the text, a reader of requests ends in a request or in a refusal with a position.</summary>
public sealed class RequestJsonCoverageTests
{
    private const string Sample = """
        {"sip_trunk_id":"ST_1","trunk":{"hostname":"h","transport":"SIP_TRANSPORT_TLS","headers_to_attributes":{"X":"y"}},
         "media":{"codecs":[{"name":"opus","rate":48000}],"media_timeout":"5s","encryption":1},"display_name":"Ü\u00fc",
         "ringing_timeout":"30s","wait_until_answered":true,"include_headers":"SIP_X_HEADERS","destination":null}
        """;

    public static TheoryData<string> SipRequests()
        => new(LivekitSipReflection.Descriptor.MessageTypes.Select(m => m.Name).Where(n => n.EndsWith("Request", StringComparison.Ordinal)));

    /// <summary>Bytes, floats and Any are left out of the reader because no request file holds them; this says so for each.</summary>
    [Theory]
    [MemberData(nameof(SipRequests))]
    public void Descriptor_EveryFieldOfASipRequest_IsOfATypeThatIsRead(string request)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<MessageDescriptor>([LivekitSipReflection.Descriptor.FindTypeByName<MessageDescriptor>(request)]);
        while (open.TryPop(out var message))
        {
            foreach (var field in message.Fields.InDeclarationOrder())
            {
                Assert.Contains(field.FieldType, (FieldType[])
                [
                    FieldType.Message, FieldType.Bool, FieldType.String, FieldType.Enum,
                    FieldType.Int32, FieldType.Int64, FieldType.UInt32, FieldType.UInt64,
                ]);
                Assert.True(!field.IsMap || field.MessageType.FindFieldByNumber(1).FieldType == FieldType.String, field.FullName);
                if (field.FieldType != FieldType.Message || !seen.Add(field.MessageType.FullName))
                {
                    continue;
                }

                if (field.MessageType.File.Package == "google.protobuf")
                {
                    Assert.Contains(field.MessageType.Name, (string[])["Duration", "Timestamp"]);
                    continue;
                }

                open.Push(field.MessageType);
            }
        }
    }

    [Fact]
    public void Parse_TextThatGoogleFormatted_ReadsTheSameMessage()
    {
        var request = RequestParser.Parse<CreateSIPParticipantRequest>(Sample).Message;

        var again = RequestParser.Parse<CreateSIPParticipantRequest>(JsonFormatter.Default.Format(request)).Message;

        Assert.Equal(request, again);
    }

    [Fact]
    public void Parse_DamagedText_IsReadOrRefusedNothingElse()
    {
        var random = new Random(20261122);
        var sample = Encoding.UTF8.GetBytes(Sample);
        var marks = Encoding.UTF8.GetBytes("{}[]:,\"\\/-+.0123456789eEnutrfals \n\u00ff");
        var refused = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var text = sample.ToList();
            for (var damage = random.Next(1, 4); damage > 0; damage--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(3))
                {
                    case 0:
                        text[at] = marks[random.Next(marks.Length)];
                        break;
                    case 1:
                        text.Insert(at, marks[random.Next(marks.Length)]);
                        break;
                    default:
                        text.RemoveAt(at);
                        break;
                }
            }

            try
            {
                RequestParser.Parse<CreateSIPParticipantRequest>([.. text]);
            }
            catch (RequestJsonException e)
            {
                refused++;
                Assert.InRange(e.Line, 1, text.Count(b => b == '\n') + 1);
                Assert.InRange(e.Column, 1, text.Count + 1);
            }
        }

        Assert.InRange(refused, 10_000, 19_999);
    }
}
