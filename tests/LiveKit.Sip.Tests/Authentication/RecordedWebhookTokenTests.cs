using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace LiveKit.Sip.Tests.Authentication;

/// <summary>Tokens that a real LiveKit signed with <c>secret</c> on 2026-11-22.</summary>
public sealed class RecordedWebhookTokenTests
{
    private static readonly JsonArray Webhooks =
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "recordings", "webhooks.json")))!.AsArray();

    public static TheoryData<int> All => [.. Enumerable.Range(0, Webhooks.Count)];

    [Theory]
    [MemberData(nameof(All))]
    public async Task VerifyAsync_RecordedWebhook_VouchesForItsBody(int index)
    {
        var (token, body, issuedAt) = Recorded(index);

        var claims = await TestTokens.Verifier(now: issuedAt).VerifyAsync(token);

        Assert.Equal(Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body))), claims.Sha256);
        Assert.Equal(issuedAt, claims.NotBefore);
        Assert.Equal(issuedAt.AddMinutes(5), claims.ExpiresAt);
        Assert.Equal("", claims.Identity);
        Assert.Null(claims.Video);
    }

    [Fact]
    public async Task VerifyAsync_RecordedWebhookAYearLater_HasExpired()
    {
        var (token, _, issuedAt) = Recorded(0);

        var error = await Assert.ThrowsAsync<InvalidAccessTokenException>(() => TestTokens.Verifier(now: issuedAt.AddYears(1)).VerifyAsync(token));

        Assert.Equal(AccessTokenError.Expired, error.Error);
    }

    private static (string Token, string Body, DateTimeOffset IssuedAt) Recorded(int index)
    {
        var webhook = Webhooks[index]!;
        var token = webhook["headers"]!["Authorization"]!.GetValue<string>();
        var issuedAt = DateTimeOffset.FromUnixTimeSeconds(TestTokens.Payload(token)["iat"]!.GetValue<long>());
        return (token, webhook["body"]!.GetValue<string>(), issuedAt);
    }
}
