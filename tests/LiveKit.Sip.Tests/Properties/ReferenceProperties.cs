using FsCheck;
using FsCheck.Fluent;

namespace LiveKit.Sip.Tests.Properties;

/// <summary>References of any content are made or refused, and read back or refused, in the documented ways only.</summary>
public sealed class ReferenceProperties
{
    private static readonly DialReference Valid = new("room", "callee", "dial", "request", new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 22, 12, 3, 0, TimeSpan.Zero));

    private static readonly string[] Names = ["roomName", "participantIdentity", "dialId", "requestId", "startedAt", "mayRingUntil", "x"];

    private static readonly string[] Values =
    [
        "null", "true", "1", "\"\"", "\"x\"", "\"\\ud800\"", "\"\\u0000\"", "[]", "{}", "\"2026-11-22T12:00:00Z\"", "\"0001-01-01T00:00:00+14:00\"", "\"9999-12-31T23:59:59-14:00\"", "\"yesterday\"",
    ];

    [Fact]
    public void Reference_OfAnyContent_IsMadeOrRefusedAndSurvivesJson()
        => PropertyRun.Check(
            from texts in Hostile.TextOrNull().ArrayOf(4)
            from hasNumber in Gen.Elements(false, true)
            from start in Hostile.Time()
            from end in Hostile.Time()
            select (texts, hasNumber, start, end),
            static input =>
            {
                DialReference reference;
                try
                {
                    reference = new DialReference(input.texts[0]!, input.hasNumber ? Hostile.Number : input.texts[1]!, input.texts[2], input.hasNumber ? Hostile.Number : input.texts[3]!, input.start, input.end);
                }
                catch (ArgumentException e)
                {
                    Hostile.AssertDiscreet(e);
                    return;
                }

                Hostile.AssertHides(reference.ToString());
                Assert.Contains(reference.StartedAt.ToString("O"), reference.ToString(), StringComparison.Ordinal);
                Assert.Equal(reference.ToJson(), DialReference.FromJson(reference.ToJson()).ToJson());
            });

    [Fact]
    public void FromJson_AnyText_ThrowsNothingElse()
        => PropertyRun.Check(
            Gen.OneOf(
                Hostile.Text(),
                Hostile.Damaged(Valid.ToJson()),
                Gen.Elements(Names).Zip(Gen.Elements(Values)).ArrayOf().Select(static members => $"{{{string.Join(',', members.Select(static member => $"\"{member.Item1}\":{member.Item2}"))}}}")),
            static json =>
            {
                try
                {
                    Assert.NotNull(DialReference.FromJson(json));
                }
                catch (RequestJsonException e)
                {
                    Hostile.AssertDiscreet(e);
                    Assert.True(e is { Line: > 0, Column: > 0 });
                }
            });
}
