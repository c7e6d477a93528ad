using System.Text.RegularExpressions;
using LiveKit.Sip.Tests.Calls;

namespace LiveKit.Sip.Tests.Requests.Rules;

public sealed partial class RecordedValidationTests
{
    private const string NoProblem = "";

    // Name of the entry, the field in LiveKit's words, the field in DialRequest's words.
    private static readonly (string Name, string Field, string Property)[] RefusedByTheServer =
    [
        ("no sip_call_to", "sip_call_to", "To"),
        ("sip_call_to with @", "sip_call_to", "To"),
        ("no room", "room_name", "RoomName"),
        ("no trunk no id", "trunk", "Trunk"),
        ("no trunk, no number", "trunk", "Trunk"),
        ("inline without number", "sip_number", "Trunk.From"),
        ("trunk without hostname", "trunk.hostname", "Trunk.Hostname"),
        ("hostname with sip:", "trunk.hostname", "Trunk.Hostname"),
        ("hostname with @", "trunk.hostname", "Trunk.Hostname"),
        ("hostname with ;transport", "trunk.hostname", "Trunk.Hostname"),
        ("hostname with space", "trunk.hostname", "Trunk.Hostname"),
        ("bad header name", "headers[\"X Bad\"]", "Headers[\"X Bad\"]"),
        ("reserved header", "headers[\"Contact\"]", "Headers[\"Contact\"]"),
        ("header From", "headers[\"from\"]", "Headers[\"from\"]"),
        ("header value newline", "headers[\"X-A\"]", "Headers[\"X-A\"]"),
        ("long header value", "headers[\"X-A\"]", "Headers[\"X-A\"]"),
        ("display name 129", "display_name", "DisplayName"),

        // A DialRequest escapes its display name, so that this one is fine there.
        ("display name quote", "display_name", NoProblem),
        ("display name newline", "display_name", "DisplayName"),
        ("destination city only", "destination.city", "Destination.City"),
        ("destination bad country", "destination.country", "Destination.Country"),
        ("to_user_override bad", "to_user_override", "ToUserOverride"),
        ("to_user_override @", "to_user_override", "ToUserOverride"),

        // Deprecated: a DialRequest has it only from a file.
        ("media encryption bad", "media_encryption", "media_encryption"),
        ("identity 1000 chars", "participant_identity", "ParticipantIdentity"),
        ("room name 1000", "room_name", "RoomName"),
        ("media timeout 11m", "media.media_timeout", "Media.MediaTimeout"),
        ("media codec bad", "media.codecs", "Media.Codecs"),
        ("metadata 1MB", "participant_metadata", "ParticipantMetadata"),
    ];

    private static readonly (string Name, string Field, string Property)[] ForgottenByTheServer =
    [
        ("sip_call_to with sip:", "sip_call_to", "To"),
        ("sip_call_to with spaces", "sip_call_to", "To"),
        ("bad country", "trunk.destination_country", "Trunk.DestinationCountry"),
        ("country USA", "trunk.destination_country", "Trunk.DestinationCountry"),
        ("password without user", "trunk.auth_username", "Trunk.Username"),
        ("user without password", "trunk.auth_password", "Trunk.Password"),
        ("ringing 0", "ringing_timeout", "RingingTimeout"),
        ("ringing negative", "ringing_timeout", "RingingTimeout"),
        ("max duration 25h", "max_call_duration", "MaxCallDuration"),
        ("max duration negative", "max_call_duration", "MaxCallDuration"),
        ("bad dtmf", "dtmf", "Dtmf"),
        ("attributes key lk.", "participant_attributes[\"lk.x\"]", "ParticipantAttributes[\"lk.x\"]"),
        ("attributes sip.callID", "participant_attributes[\"sip.callID\"]", "ParticipantAttributes[\"sip.callID\"]"),
    ];

    // Refused, but not for the fields: only the server knows its trunks.
    private static readonly string[] UnknownTrunks = ["both trunk and id", "unknown trunk id"];

    public static TheoryData<string, string, string> Wrong()
        => [.. RefusedByTheServer.Concat(ForgottenByTheServer).Select(entry => new TheoryDataRow<string, string, string>(entry.Name, entry.Field, entry.Property))];

    public static TheoryData<string> Fine()
        => [.. RecordedValidation.All.Keys.Except(RefusedByTheServer.Concat(ForgottenByTheServer).Select(entry => entry.Name))];

    [Fact]
    public void Lists_ComparedWithTheRecordings_LeaveNoRefusalOut()
    {
        Assert.Equal(56, RecordedValidation.All.Count);
        Assert.Equal(
            RecordedValidation.All.Values.Where(entry => !entry.IsAccepted).Select(entry => entry.Name).Order(),
            RefusedByTheServer.Select(entry => entry.Name).Concat(UnknownTrunks).Order());
        Assert.All(ForgottenByTheServer, entry => Assert.True(RecordedValidation.All[entry.Name].IsAccepted));
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task CreateSipParticipantAsync_WrongRecordedRequest_IsRefusedBeforeTheNetwork(string name, string field, string property)
    {
        Assert.NotNull(property);
        using var server = FakeLiveKit.Start();
        using var sip = FakeLiveKit.ClientOf(server);

        var refusal = await Assert.ThrowsAsync<RequestValidationException>(
            () => sip.CreateSipParticipantAsync(RecordedValidation.All[name].ToMessage(), cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(field, Assert.Single(refusal.Problems).Field);
        Assert.Contains(field, refusal.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task DialAsync_WrongRecordedRequest_IsRefusedBeforeTheNetwork(string name, string field, string property)
    {
        Assert.NotEmpty(field);
        using var server = FakeLiveKit.Start();
        using var sip = FakeLiveKit.ClientOf(server);
        var request = DialRequest.FromJson(RecordedValidation.All[name].Body);
        if (property == NoProblem)
        {
            await sip.DialAsync(request, TestContext.Current.CancellationToken);
            Assert.Empty(request.Validate());
            return;
        }

        var refusal = await Assert.ThrowsAsync<RequestValidationException>(() => sip.DialAsync(request, TestContext.Current.CancellationToken));

        Assert.Equal(property, Assert.Single(refusal.Problems).Field);
        Assert.Equal(refusal.Problems, request.Validate());
        Assert.Empty(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task CreateSipParticipantAsync_FineRecordedRequest_IsSent(string name)
    {
        using var server = FakeLiveKit.Start();
        using var sip = FakeLiveKit.ClientOf(server);

        await sip.CreateSipParticipantAsync(RecordedValidation.All[name].ToMessage(), cancellationToken: TestContext.Current.CancellationToken);

        Assert.Single(server.Requests);
    }

    [Theory]
    [MemberData(nameof(Fine))]
    public async Task DialAsync_FineRecordedRequest_IsSent(string name)
    {
        using var server = FakeLiveKit.Start();
        using var sip = FakeLiveKit.ClientOf(server);
        var request = DialRequest.FromJson(Unknown().Replace(RecordedValidation.All[name].Body, ""));

        await sip.DialAsync(request, TestContext.Current.CancellationToken);

        Assert.Single(server.Requests);
        Assert.Empty(request.Validate());
    }

    // Request files are read as strictly as by LiveKit's CLI, which refuses what the server ignores.
    [GeneratedRegex(@",\s*""no_such_field"":\s*1", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Unknown();
}
