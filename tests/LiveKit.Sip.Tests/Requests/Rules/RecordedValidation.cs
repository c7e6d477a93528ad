using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Google.Protobuf;
using LiveKit.Protocol;
using LiveKit.Sip.Tests.Recorded;

namespace LiveKit.Sip.Tests.Requests.Rules;

/// <summary>A request with something wrong or odd, and whether a real server took it.</summary>
internal sealed partial record RecordedValidation(string Name, string Body, bool IsAccepted)
{
    // As lenient as the server, which also ignores fields that it doesn't know.
    private static readonly JsonParser Lenient = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    public static IReadOnlyDictionary<string, RecordedValidation> All { get; } =
        Recordings.Read("dial-validation.json").Select(Parse).ToDictionary(entry => entry.Name, StringComparer.Ordinal);

    public CreateSIPParticipantRequest ToMessage() => Lenient.Parse<CreateSIPParticipantRequest>(Body);

    private static RecordedValidation Parse(JsonElement entry)
    {
        var body = entry.GetProperty("request").GetProperty("body").GetRawText();
        return new RecordedValidation(
            entry.GetProperty("name").GetString()!,
            Shortened().Replace(body, cut => new string(cut.Groups["character"].Value[0], int.Parse(cut.Groups["length"].Value, CultureInfo.InvariantCulture))),
            entry.GetProperty("response").TryGetProperty("note", out _));
    }

    // Long values were cut when they were recorded: "xxxx…(1000 characters)".
    [GeneratedRegex(@"(?<character>[a-z])\k<character>+(…|\\u2026)\((?<length>[0-9]+) characters\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shortened();
}
