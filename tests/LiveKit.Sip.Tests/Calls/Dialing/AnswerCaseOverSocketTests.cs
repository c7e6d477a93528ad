using System.Globalization;
using System.Text.Json;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Recorded;
using Microsoft.AspNetCore.Http;

namespace LiveKit.Sip.Tests.Calls.Dialing;

/// <summary>Answers from public reports, over a real socket and with a room that is asked.</summary>
public sealed class AnswerCaseOverSocketTests
{
    private static readonly Dictionary<string, JsonElement> Cases = Recordings.Cases("answers.json")
        .Where(static entry => entry.GetProperty("rpc").GetString() != "TransferSIPParticipant")
        .ToDictionary(static entry => entry.GetProperty("name").GetString()!, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task TryDialAsync_AnswerOfAReport_TellsWhatItMust(string name)
    {
        var entry = Cases[name];
        await using var room = await StartAsync(entry);

        var result = await room.DialAsync(ScriptedRoom.Request(Number(entry, "ringingTimeoutSeconds", otherwise: 30)));

        var expected = entry.GetProperty("expect");
        if (expected.TryGetProperty("never", out _))
        {
            Assert.NotEqual(CallOutcome.Answered, result.Outcome);
            return;
        }

        expected = expected.TryGetProperty("nobodyThere", out var nobodyThere) ? nobodyThere : expected;
        Assert.Equal(
            (expected.GetProperty("outcome").GetString(), expected.GetProperty("mayHaveRung").GetBoolean(), expected.GetProperty("retryAdvice").GetString()),
            (result.Outcome.ToString(), result.Error!.MayHaveRung, result.RetryAdvice.ToString()));
        Assert.Equal(expected.TryGetProperty("sipStatusCode", out var code) ? code.GetInt32() : null, result.Error.SipStatusCode);
        Assert.Equal(result.Outcome == CallOutcome.Unknown || name == "fp_reset", result.Error.MayRingUntil is not null);
    }

    [Theory]
    [InlineData("proxy-replaces-the-answer")]
    [InlineData("somebody-elses-answer")]
    public async Task TryDialAsync_AnswerThatIsNotTheCalls_FindsTheCalleeInTheRoom(string name)
    {
        await using var room = await StartAsync(Cases[name]);
        room.Status = static () => "active";

        var result = await room.DialAsync();

        Assert.Equal((CallOutcome.Answered, "PA_1"), (result.Outcome, result.Call?.ParticipantId));
    }

    private static async Task<ScriptedRoom> StartAsync(JsonElement entry)
    {
        ScriptedRoom? room = null;
        room = await ScriptedRoom.StartAsync(context =>
        {
            room!.Clock.Advance(TimeSpan.FromSeconds(Number(entry, "answeredAfterSeconds", otherwise: 0)));
            return AnswerAsync(context, entry.GetProperty("response"));
        });
        room.LookAnswer = entry.GetProperty("rpc").GetString() == "every RPC" ? context => AnswerAsync(context, entry.GetProperty("response")) : null;
        return room;
    }

    private static Task AnswerAsync(HttpContext context, JsonElement response)
    {
        var headers = response.GetProperty("headers");
        if (headers.TryGetProperty("Location", out var location))
        {
            context.Response.Headers.Location = location.GetString();
        }

        var contentType = headers.GetProperty("Content-Type").GetString()!;
        var body = response.GetProperty("body");
        return contentType == "application/protobuf"
            ? ScriptedRoom.WriteAsync(context, new SIPParticipantInfo { ParticipantId = "PA_other", RoomName = "another", ParticipantIdentity = "another", SipCallId = "SCL_other" })
            : ScriptedRoom.WriteAsync(
                context,
                response.GetProperty("status").GetInt32(),
                contentType,
                (body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText()).Replace("{AUTH}", context.Request.Headers.Authorization, StringComparison.Ordinal));
    }

    private static double Number(JsonElement entry, string name, double otherwise)
        => entry.TryGetProperty(name, out var number) ? double.Parse(number.GetRawText(), CultureInfo.InvariantCulture) : otherwise;
}
